"""Plain files that ship with the program: rules, instruments, catalogues, fonts, icons, words."""
