# Rows of instructions that see more than one lane or register: filled in below.
FILES = {}
