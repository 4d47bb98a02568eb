package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;

import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads the XML of models, whoever it comes from: nothing but the file itself, and not
 * for longer than it is.
 */
final class ReadableXml {

	private ReadableXml() {
	}

	/**
	 * Whether a BPMN or DMN file can be read at all.
	 * @param resource its name
	 * @param content its bytes
	 * @return why it can't; empty when it can, whatever is in it
	 */
	static Optional<ModelProblem> unreadable(String resource, byte[] content) {
		return read(resource, content, new Depth());
	}

	/**
	 * Reads a BPMN or DMN file.
	 * @param resource its name
	 * @param content its bytes
	 * @param handler takes what is in it
	 * @return why it can't be read to its end; empty when it can
	 */
	static Optional<ModelProblem> read(String resource, byte[] content, DefaultHandler handler) {
		try {
			parser().parse(new InputSource(new ByteArrayInputStream(content)), handler);
			return Optional.empty();
		}
		catch (SAXParseException ex) {
			return Optional.of(new ModelProblem(resource, "", ex.getLineNumber(),
					"The file is not XML that can be read safely: " + reason(ex)));
		}
		catch (SAXException | IOException ex) {
			return Optional.of(new ModelProblem(resource, "", 0, "The file can't be read: " + reason(ex)));
		}
	}

	private static String reason(Exception failure) {
		String reason = String.valueOf(failure.getMessage());
		return reason.contains("DOCTYPE") ? "it holds a DOCTYPE. Remove it." : reason;
	}

	/** A parser that reads nothing but the file itself. */
	static SAXParser parser() {
		try {
			SAXParserFactory factory = SAXParserFactory.newInstance();
			factory.setNamespaceAware(true);
			factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
			factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
			return factory.newSAXParser();
		}
		catch (ParserConfigurationException | SAXException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Refuses what is nested so deep that whoever works on it as a tree would fall over.
	 */
	private static final class Depth extends DefaultHandler {

		private static final int DEEPEST = 100;

		private int depth;

		@Override
		public void startElement(String namespace, String name, String qualified, Attributes attributes)
				throws SAXException {
			if (++this.depth > DEEPEST) {
				throw new SAXException("its elements are nested more than " + DEEPEST + " deep");
			}
		}

		@Override
		public void endElement(String namespace, String name, String qualified) {
			this.depth--;
		}

		@Override
		public InputSource resolveEntity(String publicId, String systemId) throws SAXException {
			throw new SAXException("it refers to something outside itself");
		}

	}

}
