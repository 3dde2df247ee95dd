package org.lianxin.simulators.wechat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.lianxin.simulators.Pushes;
import org.lianxin.simulators.wechat.World.Account;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What an account answers to a push beside "success": read as strictly as it can be, since the platform says nothing of what is wrong. */
record PassiveAnswer(String type, String text) {
    private static final int LONGEST = 2_048;
    private static final List<String> TYPES = List.of("text", "image", "voice", "video", "music", "news");

    /** What is wrong with it, for the journal. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String why) {
            super(why);
        }
    }

    /** @param openid of whoever had written */
    static PassiveAnswer read(Account account, String openid, String body) throws Unusable {
        Map<String, String> letter = fields(body);
        boolean sealed = !account.aesKey().isEmpty();
        require(sealed == letter.containsKey("Encrypt"), sealed ? "not encrypted" : "encrypted without a key");
        if (sealed) {
            letter = fields(opened(account, letter));
        }
        require(of(letter, "ToUserName").equals(openid), "ToUserName is not whoever wrote");
        require(of(letter, "FromUserName").equals(account.gh()), "FromUserName is not the account");
        require(of(letter, "CreateTime").matches("[0-9]{9,11}"), "CreateTime is no time");
        String type = of(letter, "MsgType");
        require(TYPES.contains(type), "MsgType is none");
        String text = of(letter, type.equals("text") ? "Content" : "Title");
        require(!text.isEmpty(), "no words");
        require(text.getBytes(StandardCharsets.UTF_8).length <= LONGEST, "too long");
        return new PassiveAnswer(type, text);
    }

    private static String opened(Account account, Map<String, String> letter) throws Unusable {
        String encrypted = of(letter, "Encrypt");
        require(of(letter, "TimeStamp").matches("[0-9]{9,13}"), "TimeStamp is no time");
        require(!of(letter, "Nonce").isEmpty(), "no Nonce");
        String signature = Pushes.signature(account.token(), of(letter, "TimeStamp"), of(letter, "Nonce"), encrypted);
        require(signature.equals(of(letter, "MsgSignature")), "MsgSignature is wrong");
        try {
            return new Cipher(account.aesKey(), account.appid()).decrypt(encrypted);
        } catch (IllegalArgumentException wrongKey) {
            throw new Unusable("not encrypted with this key for this account");
        }
    }

    private static String of(Map<String, String> letter, String name) {
        return letter.getOrDefault(name, "");
    }

    private static void require(boolean right, String why) throws Unusable {
        if (!right) {
            throw new Unusable(why);
        }
    }

    /** Every element by its name; of those that come again the first. */
    private static Map<String, String> fields(String xml) throws Unusable {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            Node root = builder.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                    .getDocumentElement();
            require(root.getNodeName().equals("xml"), "its root is not xml");
            Map<String, String> fields = new HashMap<>();
            NodeList all = ((org.w3c.dom.Element) root).getElementsByTagName("*");
            for (int i = 0; i < all.getLength(); i++) {
                fields.putIfAbsent(
                        all.item(i).getNodeName(), all.item(i).getTextContent().strip());
            }
            return fields;
        } catch (SAXException | IOException unreadable) {
            throw new Unusable("not XML");
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Neither more nor less than these stands for "taken, and nothing to say". */
    static boolean nothing(String body) {
        return Arrays.asList("", "success").contains(body);
    }
}
