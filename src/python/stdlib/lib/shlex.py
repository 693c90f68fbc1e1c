"""Splitting text as a shell does: https://docs.python.org/3/library/shlex.html"""

import re

__all__ = ["split", "quote", "join", "shlex"]
_unsafe = re.compile(r"[^\w@%+=:,./-]", re.ASCII)


def quote(s):
    if not s:
        return "''"
    if _unsafe.search(s) is None:
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"


def join(split_command):
    return " ".join(quote(arg) for arg in split_command)


class shlex:
    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        self.text = instream if isinstance(instream, str) else instream.read()
        self.infile = infile
        self.posix = posix
        self.eof = None if posix else ""
        self.commenters = "#"
        self.wordchars = "abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
        if posix:
            self.wordchars += ("ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
                               "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ")
        self.whitespace = " \t\r\n"
        self.whitespace_split = False
        self.quotes = "'\""
        self.escape = "\\"
        self.escapedquotes = '"'
        self.lineno = 1
        self.at = 0
        self.punctuation = ("();<>|&" if punctuation_chars is True else punctuation_chars or "")
        if self.punctuation:
            self.wordchars += "~-./*?="

    def __iter__(self):
        return self

    def __next__(self):
        token = self.get_token()
        if token == self.eof:
            raise StopIteration
        return token

    def _next(self):
        if self.at >= len(self.text):
            return ""
        c = self.text[self.at]
        self.at += 1
        if c == "\n":
            self.lineno += 1
        return c

    def _skip_comment(self):
        end = self.text.find("\n", self.at)
        if end < 0:
            self.at = len(self.text)
        else:
            self.at = end + 1
            self.lineno += 1

    def _quoted(self, mark):
        out = ""
        while True:
            c = self._next()
            if not c:
                raise ValueError("No closing quotation")
            if c == mark:
                return out
            if self.posix and c in self.escape and mark in self.escapedquotes:
                follower = self._next()
                if not follower:
                    raise ValueError("No escaped character")
                out += follower if follower in (mark, c) else c + follower
            else:
                out += c

    def _back(self):
        self.at -= 1
        if self.text[self.at] == "\n":
            self.lineno -= 1

    def get_token(self):
        token = ""
        given = False  # "" in quotes is a token, too
        while True:
            c = self._next()
            if not c:
                break
            if c in self.whitespace:
                if token or given:
                    break
            elif c in self.commenters and not (token and self.whitespace_split and False):
                self._skip_comment()
                if token or given:
                    break
            elif self.posix and c in self.escape:
                follower = self._next()
                if not follower:
                    raise ValueError("No escaped character")
                token += follower
            elif c in self.quotes and (self.posix or not token or self.whitespace_split):
                if self.posix:
                    token += self._quoted(c)
                    given = True
                else:
                    token += c + self._quoted(c) + c
                    if not self.whitespace_split:
                        break
            elif c in self.punctuation:
                if token or given:
                    self._back()
                    break
                token = c
                while self.at < len(self.text) and self.text[self.at] in self.punctuation:
                    token += self._next()
                break
            elif c in self.wordchars or self.whitespace_split or (c in self.quotes and not self.posix):
                token += c
            elif token or given:
                self._back()
                break
            else:
                token = c
                break
        if self.posix and not token and not given:
            return None
        return token


def split(s, comments=False, posix=True):
    if s is None:
        raise ValueError("s argument must not be None")
    lexer = shlex(s, posix=posix)
    lexer.whitespace_split = True
    if not comments:
        lexer.commenters = ""
    return list(lexer)
