"""What python-dotenv makes of files."""
import io
import os

from dotenv import dotenv_values, find_dotenv, load_dotenv

TEXT = r'''
# comment
A=1
  B = two words  
C="double \"quoted\" \n line" # tail
D='single \'quoted\' \n ${A}'
E=${A}-${NOPE:-none}-${NOPE}-$A
export F=exported
G
H=
I=#nocomment
J=a#b #c
K="multi
line"
'L'=quoted key
M=a=b=c
N="unfinished
O=after
1BAD=x
= nothing
P=  spaced  
Q="${A}${B}"
R=é
S='a' junk
T=\n
U="\t\\x"
HOME_DIR=${HOME}
'''
os.environ["HOME"] = "/home/x"
os.environ["A"] = "from env"
for key, value in dotenv_values(stream=io.StringIO(TEXT)).items():
    print(key, repr(value))
print(dict(dotenv_values(stream=io.StringIO("A=2\nB=${A}"), interpolate=False)))
print(load_dotenv(stream=io.StringIO("A=2\nZZ=${A}\nYY")), os.environ["A"], os.environ["ZZ"], "YY" in os.environ)
print(load_dotenv(stream=io.StringIO("A=2\nZZ=${A}"), override=True), os.environ["A"], os.environ["ZZ"])
print(load_dotenv(stream=io.StringIO("")), load_dotenv("/nonexistent/.env"))
print(repr(find_dotenv("no-such-file-anywhere")))
print(dict(dotenv_values(stream=io.StringIO("A= # none\nB=#some\nC= x # y\nD=\n"))))
