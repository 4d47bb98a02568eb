package org.followthrough.studio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A model's XML, read safely, with what is asked of it to compare two.
 */
final class XmlTree {

	private final Element root;

	private XmlTree(Element root) {
		this.root = root;
	}

	/**
	 * Reads a file.
	 * @param content a file that can be read ({@code PublishedModels.unreadable})
	 * @return its elements
	 */
	static XmlTree of(byte[] content) {
		try {
			DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
			factory.setNamespaceAware(true);
			factory.setExpandEntityReferences(false);
			factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
			factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
			return new XmlTree(
					factory.newDocumentBuilder().parse(new ByteArrayInputStream(content)).getDocumentElement());
		}
		catch (ParserConfigurationException | SAXException | IOException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/** The element around all others. */
	Element root() {
		return this.root;
	}

	/** All elements, each before what is in it. */
	Stream<Element> all() {
		return all(this.root);
	}

	private static Stream<Element> all(Element element) {
		return Stream.concat(Stream.of(element), children(element).stream().flatMap(XmlTree::all));
	}

	static List<Element> children(Element parent) {
		List<Element> children = new ArrayList<>();
		for (Node at = parent.getFirstChild(); at != null; at = at.getNextSibling()) {
			if (at instanceof Element element) {
				children.add(element);
			}
		}
		return children;
	}

	static Optional<Element> child(Element parent, String name) {
		return children(parent).stream().filter((child) -> name.equals(child.getLocalName())).findFirst();
	}

	/** The text of a child; empty when there is none. */
	static String text(Element parent, String child) {
		return child(parent, child).map((found) -> found.getTextContent().strip()).orElse("");
	}

	/** Attributes by local name, without those that declare namespaces. */
	static Map<String, String> attributes(Element element) {
		Map<String, String> attributes = new TreeMap<>();
		for (int at = 0; at < element.getAttributes().getLength(); at++) {
			Attr attribute = (Attr) element.getAttributes().item(at);
			if (!XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())) {
				attributes.put(attribute.getLocalName(), attribute.getValue());
			}
		}
		return attributes;
	}

	/** Elements by what one of their attributes says, first come. */
	static Map<String, Element> by(String attribute, Stream<Element> elements) {
		Map<String, Element> found = new LinkedHashMap<>();
		elements.filter((element) -> element.hasAttribute(attribute))
			.forEach((element) -> found.putIfAbsent(element.getAttribute(attribute), element));
		return found;
	}

}
