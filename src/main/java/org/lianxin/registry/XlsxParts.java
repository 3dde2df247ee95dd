package org.lianxin.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a workbook as XML. All that is unpacked together is bounded, so that a small file cannot become a large one; a document type
 * is refused, so that there are no entities.
 */
final class XlsxParts implements AutoCloseable {
    /** Five thousand full rows stay far below. */
    static final int UNPACKED = 40 * 1024 * 1024;

    private static final String RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final ZipFile zip;
    private final XMLInputFactory xml;
    private long left = UNPACKED;

    XlsxParts(byte[] bytes) throws IOException {
        zip = ZipFile.builder().setByteArray(bytes).get();
        xml = XMLInputFactory.newDefaultFactory();
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        xml.setProperty(XMLInputFactory.IS_COALESCING, true);
        // these count even the five signs that XML itself escapes; without a document type there are no others
        xml.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        xml.setProperty("jdk.xml.totalEntitySizeLimit", "0");
    }

    /** More comes out of the file than any table needs. */
    static final class Swells extends IOException {}

    /** The file defines entities. */
    static final class HasEntities extends IOException {}

    /** What is done at each element; the cursor stands on its start. */
    interface Visit {
        void start(XMLStreamReader at) throws XMLStreamException, IOException;
    }

    boolean has(String name) {
        return zip.getEntry(name) != null;
    }

    /** Reads a part from beginning to end; a part that does not exist has no elements. */
    void read(String name, Visit visit) throws IOException, XMLStreamException {
        ZipArchiveEntry entry = zip.getEntry(name);
        if (entry == null) {
            return;
        }
        try (InputStream in = new Bounded(zip.getInputStream(entry))) {
            XMLStreamReader at = xml.createXMLStreamReader(in);
            while (at.hasNext()) {
                int event = at.next();
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw new HasEntities();
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    visit.start(at);
                }
            }
        } catch (XMLStreamException fault) {
            if (fault.getNestedException() instanceof Swells swells) {
                throw swells;
            }
            throw fault;
        }
    }

    /** What another part refers to, by id and by the last word of its type. */
    Map<String, String> relations(String part) throws IOException, XMLStreamException {
        int slash = part.lastIndexOf('/') + 1;
        String folder = part.substring(0, slash);
        Map<String, String> targets = new HashMap<>();
        read(folder + "_rels/" + part.substring(slash) + ".rels", at -> {
            String target = attribute(at, "Target");
            if (at.getLocalName().equals("Relationship")
                    && target != null
                    && !"External".equals(attribute(at, "TargetMode"))) {
                String whole = target.startsWith("/") ? target.substring(1) : folder + target;
                Optional.ofNullable(attribute(at, "Id")).ifPresent(id -> targets.put("#" + id, whole));
                Optional.ofNullable(attribute(at, "Type"))
                        .ifPresent(type -> targets.putIfAbsent(type.substring(type.lastIndexOf('/') + 1), whole));
            }
        });
        return targets;
    }

    static @Nullable String attribute(XMLStreamReader at, String name) {
        return at.getAttributeValue(null, name);
    }

    /** The id of a relation, under either of the names that are in use. */
    static @Nullable String relation(XMLStreamReader at) {
        String strict = at.getAttributeValue("http://purl.oclc.org/ooxml/officeDocument/relationships", "id");
        return strict == null ? at.getAttributeValue(RELATION, "id") : strict;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private final class Bounded extends FilterInputStream {
        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int some = super.read(into, from, most);
            count(Math.max(0, some));
            return some;
        }

        private void count(int bytes) throws Swells {
            left -= bytes;
            if (left < 0) {
                throw new Swells();
            }
        }
    }
}
