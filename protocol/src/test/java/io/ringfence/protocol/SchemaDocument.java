package io.ringfence.protocol;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The schema as a file, for tests that must hold for every message in it. */
final class SchemaDocument {
    private final Document document;

    SchemaDocument() {
        try (InputStream in = SchemaDocument.class.getResourceAsStream("/ringfence-protocol.xml")) {
            document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        } catch (final Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    List<Element> messages() {
        return elements(document.getElementsByTagName("sbe:message"));
    }

    /** Fields, groups and data of a message or group, in order. */
    static List<Element> members(final Element parent) {
        return elements(parent.getChildNodes());
    }

    private static List<Element> elements(final NodeList nodes) {
        final List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            final Node node = nodes.item(i);
            if (node instanceof final Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    static int id(final Element message) {
        return Integer.parseInt(message.getAttribute("id"));
    }

    static String name(final Element element) {
        return element.getAttribute("name");
    }

    /** The name that its accessors have: a keyword of Java gets an underscore. */
    static String codecName(final Element element) {
        return "final".equals(name(element)) ? "final_" : name(element);
    }

    /** The name that people see: without the underscore that keeps it apart from what codecs have themselves. */
    static String protocolName(final Element element) {
        final String name = name(element);
        return name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
    }
}
