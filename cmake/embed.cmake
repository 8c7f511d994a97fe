# SPDX-License-Identifier: GPL-2.0-only
#
# cmake -DOUT=FILE.c -DNAME=name -DIN=FILE -P embed.cmake: the bytes of IN, and
# a 0 behind them, as `const unsigned char name[]`.
file(READ ${IN} bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
file(WRITE ${OUT} "extern const unsigned char ${NAME}[];\nconst unsigned char ${NAME}[] = {${bytes}0};\n")
