package org.lianxin.media;

import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOException;

/**
 * What stands before the pixels of a WebP without losses: transforms, and the tables of its codes. The decoder takes as many of either as there
 * are, each transform for all pixels, so a few bytes could keep it busy for hours or fill the memory. Here each transform may come once, and what
 * the tables take is reckoned. Read as the decoder does; a code that could be read in two ways is refused. Source: RFC 9649, section 3.
 */
final class Lossless {
    private static final int[] ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    private static final int LITERALS = 256;
    private static final int LENGTHS = 24;
    private static final int DISTANCES = 40;
    private static final int LONGEST = 15;
    /** The decoder finds symbols of so many bits at once; for longer ones it keeps further tables. */
    private static final int SHORT = 8;

    private static final int MOST_FURTHER = 1 << SHORT;
    private static final int TABLE_BYTES = 1100;
    private static final int FURTHER_BYTES = 540;

    private final byte[] bytes;
    private final long end;
    private long at;
    private long tables;

    private Lossless(byte[] bytes, int from, int size) {
        this.bytes = bytes;
        this.at = from * 8L;
        this.end = at + size * 8L;
    }

    /** Bytes that the tables of the picture take in the decoder; from the byte behind its head. */
    static long tables(byte[] bytes, int from, int size, int width, int height) throws IOException {
        Lossless read = new Lossless(bytes, from, size);
        read.head(width, height);
        return read.tables;
    }

    private static IIOException wrong() {
        return new IIOException("not a picture without losses");
    }

    private void head(int width, int height) throws IOException {
        int wide = width;
        int seen = 0;
        while (bits(1) == 1) {
            int kind = bits(2);
            if ((seen & (1 << kind)) != 0) {
                throw wrong();
            }
            seen |= 1 << kind;
            if (kind < 2) {
                int block = bits(3) + 2;
                pixels(blocks(wide, block), blocks(height, block));
            } else if (kind == 3) {
                int colours = bits(8) + 1;
                pixels(colours, 1);
                wide = blocks(wide, colours > 16 ? 0 : colours > 4 ? 1 : colours > 2 ? 2 : 3);
            }
        }
        int cache = cache();
        int groups = 1;
        if (bits(1) == 1) {
            int block = bits(3) + 2;
            groups = 1 + pixels(blocks(wide, block), blocks(height, block));
        }
        for (int i = 0; i < groups; i++) {
            group(cache);
        }
    }

    private static int blocks(int size, int bits) {
        return (size + (1 << bits) - 1) >> bits;
    }

    private int cache() throws IOException {
        if (bits(1) == 0) {
            return 0;
        }
        int bits = bits(4);
        if (bits < 1 || bits > 11) {
            throw wrong();
        }
        return 1 << bits;
    }

    /** A small picture within; the largest of what its red and green say, which names a group of codes. What is repeated was said before. */
    private int pixels(int width, int height) throws IOException {
        Code[] codes = group(cache());
        long left = (long) width * height;
        int most = 0;
        while (left > 0) {
            int symbol = codes[0].next();
            if (symbol < LITERALS) {
                most = Math.max(most, (codes[1].next() << 8) | symbol);
                codes[2].next();
                codes[3].next();
                left--;
            } else if (symbol < LITERALS + LENGTHS) {
                left -= distance(symbol - LITERALS);
                int prefix = codes[4].next();
                if (left < 0 || prefix >= DISTANCES) {
                    throw wrong();
                }
                distance(prefix);
            } else {
                left--;
            }
        }
        return most;
    }

    private int distance(int prefix) throws IOException {
        if (prefix < 4) {
            return prefix + 1;
        }
        int more = (prefix - 2) >> 1;
        return ((2 + (prefix & 1)) << more) + bits(more) + 1;
    }

    /** For green with lengths and remembered colours, red, blue, alpha, distance. */
    private Code[] group(int cache) throws IOException {
        return new Code[] {
            code(LITERALS + LENGTHS + cache), code(LITERALS), code(LITERALS), code(LITERALS), code(DISTANCES)
        };
    }

    private Code code(int symbols) throws IOException {
        tables += TABLE_BYTES;
        if (bits(1) == 1) {
            boolean two = bits(1) == 1;
            int first = bits(bits(1) == 1 ? 8 : 1);
            return two
                    ? new Code(new int[] {0, 2}, new int[] {first, bits(8)})
                    : new Code(new int[0], new int[] {first});
        }
        int[] ofLengths = new int[ORDER.length];
        int many = bits(4) + 4;
        for (int i = 0; i < many; i++) {
            ofLengths[ORDER[i]] = bits(3);
        }
        Code lengths = code(ofLengths);
        int said = bits(1) == 1 ? 2 + bits(2 + 2 * bits(3)) : symbols;
        int[] lengthOf = new int[symbols];
        int previous = 8;
        for (int i = 0; i < symbols && said > 0; said--) {
            int length = lengths.next();
            if (length <= LONGEST) {
                lengthOf[i++] = length;
                previous = length == 0 ? previous : length;
            } else {
                int repeat = length == 16 ? 3 + bits(2) : length == 17 ? 3 + bits(3) : 11 + bits(7);
                if (i + repeat > symbols) {
                    throw wrong();
                }
                Arrays.fill(lengthOf, i, i + repeat, length == 16 ? previous : 0);
                i += repeat;
            }
        }
        return code(lengthOf);
    }

    /** By the lengths of its symbols, which have to be those of one code and leave nothing open. */
    private Code code(int[] lengthOf) throws IOException {
        int[] ofLength = new int[LONGEST + 1];
        for (int length : lengthOf) {
            ofLength[length]++;
        }
        int known = lengthOf.length - ofLength[0];
        ofLength[0] = 0;
        int open = 1;
        int further = 0;
        for (int length = 1; length <= LONGEST; length++) {
            open = 2 * open - ofLength[length];
            further += length > SHORT ? ofLength[length] : 0;
            if (open < 0) {
                throw wrong();
            }
        }
        if (known == 0 || (known > 1 && open != 0)) {
            throw wrong();
        }
        tables += (long) Math.min(further, MOST_FURTHER) * FURTHER_BYTES;
        int[] sorted = new int[known];
        int[] place = new int[LONGEST + 2];
        for (int length = 1; length <= LONGEST; length++) {
            place[length + 1] = place[length] + ofLength[length];
        }
        for (int symbol = 0; symbol < lengthOf.length; symbol++) {
            if (lengthOf[symbol] > 0) {
                sorted[place[lengthOf[symbol]]++] = symbol;
            }
        }
        return new Code(known == 1 ? new int[0] : ofLength, sorted);
    }

    private int bits(int many) throws IOException {
        if (at + many > end) {
            throw wrong();
        }
        int value = 0;
        for (int i = 0; i < many; i++, at++) {
            value |= ((bytes[(int) (at >> 3)] >> (at & 7)) & 1) << i;
        }
        return value;
    }

    /** How many symbols there are of each length, and the symbols in the order of their codes. */
    private final class Code {
        private final int[] ofLength;
        private final int[] symbols;

        Code(int[] ofLength, int[] symbols) {
            this.ofLength = ofLength;
            this.symbols = symbols;
        }

        /** Where there is one symbol only, it takes no bit. */
        int next() throws IOException {
            int code = 0;
            int first = 0;
            int index = 0;
            for (int length = 1; length < ofLength.length; length++) {
                code |= bits(1);
                if (code - first < ofLength[length]) {
                    return symbols[index + code - first];
                }
                index += ofLength[length];
                first = (first + ofLength[length]) << 1;
                code <<= 1;
            }
            return symbols[0];
        }
    }
}
