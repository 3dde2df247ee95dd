package org.lianxin.site.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tools.jackson.databind.json.JsonMapper;

/** The bytes of a feed: Atom (RFC 4287), RSS 2.0, JSON Feed 1.1. The same entries give the same bytes. */
final class FeedWriter {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String CONTENT = "http://purl.org/rss/1.0/modules/content/";
    private static final String DUBLIN = "http://purl.org/dc/elements/1.1/";
    private static final Pattern NOT_XML =
            Pattern.compile("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final ZoneId zone;

    FeedWriter(ZoneId zone) {
        this.zone = zone;
    }

    private interface Xml {
        void write(XMLStreamWriter out) throws XMLStreamException;
    }

    private static byte[] xml(Xml content) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(32_768);
            XMLStreamWriter out = XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, "UTF-8");
            out.writeStartDocument("UTF-8", "1.0");
            content.write(out);
            out.writeEndDocument();
            out.close();
            return bytes.toByteArray();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void text(XMLStreamWriter out, String name, String value) throws XMLStreamException {
        out.writeStartElement(name);
        out.writeCharacters(NOT_XML.matcher(value).replaceAll(""));
        out.writeEndElement();
    }

    private static void text(XMLStreamWriter out, String prefix, String name, String space, String value)
            throws XMLStreamException {
        out.writeStartElement(prefix, name, space);
        out.writeCharacters(NOT_XML.matcher(value).replaceAll(""));
        out.writeEndElement();
    }

    private static void link(XMLStreamWriter out, String rel, String type, String href) throws XMLStreamException {
        out.writeEmptyElement("link");
        out.writeAttribute("rel", rel);
        out.writeAttribute("type", type);
        out.writeAttribute("href", href);
    }

    private String time(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
    }

    byte[] atom(Feed feed) {
        return xml(out -> {
            out.setDefaultNamespace(ATOM);
            out.writeStartElement("feed");
            out.writeDefaultNamespace(ATOM);
            out.writeAttribute("xml", "http://www.w3.org/XML/1998/namespace", "lang", feed.language());
            text(out, "id", feed.self());
            text(out, "title", feed.title());
            if (!feed.description().isEmpty()) {
                text(out, "subtitle", feed.description());
            }
            text(out, "updated", time(feed.updated()));
            link(out, "self", "application/atom+xml", feed.self());
            link(out, "alternate", "text/html", feed.home());
            out.writeEmptyElement("link");
            out.writeAttribute("rel", "hub");
            out.writeAttribute("href", feed.hub());
            out.writeStartElement("author");
            text(out, "name", feed.title());
            out.writeEndElement();
            for (Feed.Entry entry : feed.entries()) {
                atomEntry(out, entry);
            }
            out.writeEndElement();
        });
    }

    private void atomEntry(XMLStreamWriter out, Feed.Entry entry) throws XMLStreamException {
        out.writeStartElement("entry");
        text(out, "id", entry.url());
        text(out, "title", entry.title());
        link(out, "alternate", "text/html", entry.url());
        text(out, "published", time(entry.at()));
        text(out, "updated", time(entry.changed()));
        out.writeStartElement("author");
        text(out, "name", entry.author());
        out.writeEndElement();
        out.writeEmptyElement("category");
        out.writeAttribute("term", entry.category());
        text(out, "summary", entry.summary());
        out.writeStartElement("content");
        out.writeAttribute("type", "html");
        out.writeCharacters(NOT_XML.matcher(entry.html()).replaceAll(""));
        out.writeEndElement();
        out.writeEndElement();
    }

    byte[] rss(Feed feed) {
        DateTimeFormatter date = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                .withZone(zone);
        return xml(out -> {
            out.writeStartElement("rss");
            out.writeAttribute("version", "2.0");
            out.writeNamespace("atom", ATOM);
            out.writeNamespace("content", CONTENT);
            out.writeNamespace("dc", DUBLIN);
            out.writeStartElement("channel");
            text(out, "title", feed.title());
            text(out, "link", feed.home());
            text(out, "description", feed.description().isEmpty() ? feed.title() : feed.description());
            text(out, "language", feed.language().toLowerCase(Locale.ROOT));
            text(out, "lastBuildDate", date.format(feed.updated()));
            out.writeEmptyElement("atom", "link", ATOM);
            out.writeAttribute("rel", "self");
            out.writeAttribute("type", "application/rss+xml");
            out.writeAttribute("href", feed.self());
            out.writeEmptyElement("atom", "link", ATOM);
            out.writeAttribute("rel", "hub");
            out.writeAttribute("href", feed.hub());
            for (Feed.Entry entry : feed.entries()) {
                out.writeStartElement("item");
                text(out, "title", entry.title());
                text(out, "link", entry.url());
                text(out, "guid", entry.url());
                text(out, "pubDate", date.format(entry.at()));
                text(out, "dc", "creator", DUBLIN, entry.author());
                text(out, "category", entry.category());
                text(out, "description", entry.summary());
                text(out, "content", "encoded", CONTENT, entry.html());
                text(out, "atom", "updated", ATOM, time(entry.changed()));
                out.writeEndElement();
            }
            out.writeEndElement();
            out.writeEndElement();
        });
    }

    byte[] json(Feed feed) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", "https://jsonfeed.org/version/1.1");
        all.put("title", feed.title());
        all.put("home_page_url", feed.home());
        all.put("feed_url", feed.self());
        all.put("description", feed.description().isEmpty() ? feed.title() : feed.description());
        all.put("language", feed.language());
        all.put("hubs", List.of(Map.of("type", "WebSub", "url", feed.hub())));
        all.put(
                "items",
                feed.entries().stream()
                        .map(e -> {
                            Map<String, Object> item = new LinkedHashMap<>();
                            item.put("id", e.url());
                            item.put("url", e.url());
                            item.put("title", e.title());
                            item.put("content_html", e.html());
                            item.put("summary", e.summary());
                            item.put("date_published", time(e.at()));
                            item.put("date_modified", time(e.changed()));
                            item.put("authors", List.of(Map.of("name", e.author())));
                            item.put("tags", List.of(e.category()));
                            return item;
                        })
                        .toList());
        return JSON.writeValueAsString(all).getBytes(StandardCharsets.UTF_8);
    }
}
