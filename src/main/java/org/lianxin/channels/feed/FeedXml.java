package org.lianxin.channels.feed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** An element of a feed, by local names; XML without a document type, so without entities. */
record FeedXml(Element element) {

    static Optional<FeedXml> read(byte[] bytes) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return Optional.of(
                    new FeedXml(builder.parse(new ByteArrayInputStream(bytes)).getDocumentElement()));
        } catch (SAXException | IOException unreadable) {
            return Optional.empty();
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    boolean is(String name) {
        return name.equals(element.getLocalName());
    }

    List<FeedXml> children(String name) {
        return IntStream.range(0, element.getChildNodes().getLength())
                .mapToObj(element.getChildNodes()::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE && name.equals(node.getLocalName()))
                .map(node -> new FeedXml((Element) node))
                .toList();
    }

    /** Of the first child of that name that has any. */
    String text(String name) {
        return children(name).stream()
                .map(child -> child.element().getTextContent().strip())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Whatever its namespace. */
    String attribute(String name) {
        return IntStream.range(0, element.getAttributes().getLength())
                .mapToObj(element.getAttributes()::item)
                .filter(a -> name.equals(a.getLocalName()))
                .map(Node::getNodeValue)
                .findFirst()
                .orElse("");
    }

    /** Of an Atom entry: where it can be read. */
    String link() {
        return children("link").stream()
                .filter(l -> l.attribute("rel").isEmpty() || l.attribute("rel").equals("alternate"))
                .map(l -> l.attribute("href"))
                .filter(href -> !href.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Of an RSS item: its guid, if that is an address. */
    String permalink() {
        return children("guid").stream()
                .filter(g -> !g.attribute("isPermaLink").equals("false"))
                .map(g -> g.element().getTextContent().strip())
                .findFirst()
                .orElse("");
    }
}
