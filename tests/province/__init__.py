"""A province in a box: the websites of ten invented agencies on loopback, and what is true of them.

Nothing here needs pytest: the tests use it, and so does `oitcheck demo` (with the folder that
holds this package on ``sys.path``).
"""
