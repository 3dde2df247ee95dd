package org.lianxin.support;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nu.validator.client.EmbeddedValidator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Nu HTML checker, in process: what it calls an error in a page. Warnings and hints are left out. */
public final class ValidHtml {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ValidHtml() {}

    public static synchronized List<String> errors(String html) {
        try {
            EmbeddedValidator validator = new EmbeddedValidator();
            validator.setOutputFormat(EmbeddedValidator.OutputFormat.JSON);
            JsonNode result =
                    JSON.readTree(validator.validate(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8))));
            return result.path("messages")
                    .valueStream()
                    .filter(m -> m.path("type").asString().equals("error")
                            || m.path("type").asString().equals("non-document-error"))
                    .map(m -> m.path("lastLine").asInt() + ": "
                            + m.path("message").asString() + " "
                            + m.path("extract").asString())
                    .toList();
        } catch (java.io.IOException | org.xml.sax.SAXException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
