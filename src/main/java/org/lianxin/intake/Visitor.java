package org.lianxin.intake;

/**
 * A citizen whom a network has recognised.
 *
 * @param account ours, to which they write there
 * @param thread their conversation with it, as {@link Arrival#thread()}
 */
public record Visitor(long account, String thread) {
    @Override
    public String toString() {
        return "visitor of account " + account;
    }
}
