package org.lianxin.federation.web;

import java.util.List;
import java.util.Map;
import org.lianxin.federation.Blocks;
import org.lianxin.federation.Flags;
import org.lianxin.federation.Standing;

/** The office's view of the fediverse, with a form as it was typed. */
public record ServersPage(
        List<Report> reports,
        List<Blocks.Block> blocks,
        List<Standing.Known> accounts,
        Standing.Queue queue,
        List<Standing.Trouble> troubles,
        Map<String, String> typed,
        Map<String, String> errors,
        boolean may) {

    /** A report and the name of the account it is about. */
    public record Report(Flags.Flag flag, String account) {}

    public String value(String field) {
        return typed.getOrDefault(field, "");
    }
}
