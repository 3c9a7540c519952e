/** Imported before everything else: React and its friends read it once, when they are loaded. */
process.env.NODE_ENV = 'production';
