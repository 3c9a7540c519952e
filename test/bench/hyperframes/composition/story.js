/** What the video says to somebody, from the variables: the sentences of Candor's template, in English. */
(() => {
  const given = window.__hyperframes.getVariables();
  const names = 'January February March April May June July August September October November December'.split(' ');
  const typical = [246, 214, 196, 158, 131, 116, 112, 118, 137, 172, 207, 243];
  const homes = [
    { label: 'up to 60 m²', upTo: 60, kwh: 1520 },
    { label: '60 to 110 m²', upTo: 110, kwh: 2080 },
    { label: 'over 110 m²', upTo: Infinity, kwh: 3140 },
  ];
  const tips = {
    flex: [
      11,
      15,
      'Run the wash at noon.',
      'From 11 to 15 the sun does most of the work, and your kilowatt-hour costs least.',
    ],
    night: [22, 6, 'Charge while you sleep.', 'From 22 to 6 your price is at its lowest. A timer does the rest.'],
    fixed: [
      0,
      6,
      'Let nothing run for nobody.',
      'Your price is the same all day. What saves is what stays off while the house sleeps.',
    ],
    other: [
      17,
      20,
      'Give the evening an hour.',
      'Between 17 and 20 the grid works hardest. What can wait an hour helps everyone on it.',
    ],
  };

  const usage = names.map((_, month) => given[`usage${month + 1}`]);
  const total = usage.reduce((sum, value) => sum + value, 0);
  const lightest = usage.indexOf(Math.min(...usage));
  const fullest = usage.indexOf(Math.max(...usage));
  const group = homes.findIndex(({ upTo }) => given.homeSize <= upTo);
  const difference = Math.round(total) - homes[group].kwh;
  const [from, to, title, body] = tips[given.tariff.trim().toLowerCase()] ?? tips.other;
  const energy = (kwh) => `${Math.round(kwh).toLocaleString('en')}\u00a0kWh`;
  const mine = (field, text) => ({ field, text: String(text) });

  /** Runs of text; one with a field is the viewer's own and gets its mark. */
  window.story = {
    sender: given.sender,
    usage,
    typical,
    lightest,
    fields: [
      ['firstName', 'Your first name', 'from your contract'],
      ['usageKwh', 'Your monthly usage', 'from your meter'],
      ['tariff', 'Your tariff', 'from your contract'],
      ['homeSize', 'Your home’s size', 'from your contract'],
    ],
    hello: [mine('firstName', given.firstName), ', this was your year.'],
    months: {
      kicker: ['Your year, month by month'],
      title: [mine('usageKwh', names[lightest]), ' was your lightest month.'],
      body: [
        mine('usageKwh', energy(usage[lightest])),
        '. Your fullest was ',
        mine('usageKwh', names[fullest]),
        ' with ',
        mine('usageKwh', energy(usage[fullest])),
        '.',
      ],
    },
    compare: {
      kicker: ['Side by side'],
      title: [
        mine('usageKwh', energy(Math.abs(difference))),
        ` ${difference < 0 ? 'less' : 'more'} than homes like yours.`,
      ],
      body: [
        'You used ',
        mine('usageKwh', energy(total)),
        ' in twelve months. Your home has ',
        mine('homeSize', `${given.homeSize}\u00a0m²`),
        '.',
      ],
      rows: [
        { label: 'You', kwh: total, field: 'usageKwh' },
        ...homes.map(({ label, kwh }, index) => ({ label, kwh, field: index === group ? 'homeSize' : undefined })),
      ].map((row) => ({ ...row, value: energy(row.kwh) })),
      against: 1 + group,
    },
    tip: { kicker: ['Your tariff: ', mine('tariff', given.tariff)], title: [title], body: [body], from, to },
    close: {
      title: ['On to a lighter year.'],
      body: ['Every month of it will be waiting in your account.'],
      cta: 'See my account',
    },
    statement: {
      opening: `${given.sender} used four things about you.`,
      rows: [
        ['What for', 'To show you your year.'],
        ['Why you', 'You are our customer and asked for it.'],
        ['Who else gets it', 'Nobody else.'],
        ['How long', 'Deleted after 90 days.'],
        ['Your choice', 'Switch any of it off, on the video’s page.'],
      ],
    },
  };
})();
