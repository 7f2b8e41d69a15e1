// Imported before anything else. The router reads positions of scrolled lists out of the session's storage when it is loaded;
// here nothing is kept there, and the first touch of it waits until main, which is loading its modules just then, has a
// moment: as long as all the rest of the window's script.
Object.defineProperty(window, 'sessionStorage', { value: undefined })
