package org.lianxin.channels.wechat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What WeChat pushes, as XML without declarations and entities. */
final class WechatLetter {
    private final Element root;

    private WechatLetter(Element root) {
        this.root = root;
    }

    /** Empty if it is no such thing. */
    static Optional<WechatLetter> read(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return Optional.of(
                    new WechatLetter(builder.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                            .getDocumentElement()));
        } catch (SAXException | IOException unreadable) {
            return Optional.empty();
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The text of the first element of that name, wherever it is; empty if there is none. */
    String text(String name) {
        NodeList found = root.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    List<String> all(String name) {
        List<String> texts = new ArrayList<>();
        NodeList found = root.getElementsByTagName(name);
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent().strip());
        }
        return texts;
    }
}
