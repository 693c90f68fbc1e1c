from os.path import *
from os.path import _text
