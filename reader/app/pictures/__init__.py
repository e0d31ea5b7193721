"""Pictures on the screen: decoded off the loop, drawn in the best way the terminal has.

    bytes → head (size-bounded) → pixels of the cells' size → strips of the running text

Importing this package imports neither Pillow nor textual-image: the first picture does.
"""
