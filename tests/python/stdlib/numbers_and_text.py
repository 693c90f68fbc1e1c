# decimal, fractions, math, base64, hashlib, random, string, struct, textwrap.
import decimal, fractions, math, base64, hashlib, hmac, random, secrets, string, struct, textwrap, binascii, unicodedata
from decimal import Decimal as D
print(D('1.10')+D('2.25'), D(1)/3, round(D('2.675'),2), f"{D('1234567.891'):,.2f}", repr(D('1e5')), D('1.5')==1.5, hash(D(3))==hash(3))
try: D('x')
except decimal.InvalidOperation as e: print(type(e).__name__, e)
try: D(1)/0
except ZeroDivisionError as e: print(type(e).__name__, e)
print(D(2).sqrt(), D(2).ln(), D('0.1').exp(), D('100').log10(), D(2)**D('0.5'))
print(decimal.getcontext())
print(fractions.Fraction('3/4')+1, fractions.Fraction(0.5), float(fractions.Fraction(1,3)))
print(math.sqrt(2), math.floor(-2.5), math.factorial(20), math.gcd(12,18), math.comb(10,3), math.isclose(0.1+0.2,0.3), math.log(8,2), math.fsum([.1]*10))
print(base64.b64encode(b'hello'), base64.b64decode('aGVsbG8='), base64.b32encode(b'hi'), base64.urlsafe_b64encode(b'\xff\xfe'))
print(hashlib.sha256(b'abc').hexdigest(), hashlib.md5(b'').hexdigest(), hmac.new(b'k',b'm','sha256').hexdigest())
random.seed(42); print(random.random(), random.randint(1,100), random.choice('abc'), random.sample(range(100),5), random.gauss(0,1))
random.seed('text'); print(random.random()); l=list(range(10)); random.shuffle(l); print(l)
print(len(secrets.token_hex(8)), len(secrets.token_urlsafe()), secrets.randbelow(5)<5)
print(string.Template('$a ${b} $$').substitute(a=1,b=2), string.ascii_letters, string.capwords('hello world'), string.Formatter().format('{0} {a!r:>5}', 1, a='x'))
print(struct.pack('>HIq', 1, 2, -3), struct.unpack('<hh', b'\x01\x00\xff\xff'), struct.calcsize('@bq'))
print(textwrap.dedent('''
   a
     b
'''), textwrap.fill('the quick brown fox jumps over the lazy dog', 20), textwrap.shorten('hello big world', 11))
print(binascii.hexlify(b'ab'), binascii.crc32(b'hello'), unicodedata.category('a'), unicodedata.normalize('NFD','é')=='e\u0301')
print('%5.2f|%-6s|%x' % (3.14159,'ab',255), '{:>8,}'.format(1234567), f'{1234.5:010.2f}', 2**100, -7//2, -7%3, 10**20//3, int('ff',16), 1e16, 0.1+0.2, round(2.5), divmod(-7,2), (255).to_bytes(2,'big'))
try: int('nine')
except ValueError as e: print(e)
try: '%d' % 'x'
except TypeError as e: print(e)
