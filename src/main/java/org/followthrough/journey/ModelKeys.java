package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Finds what a file is about: the ids of the processes, decisions or forms in it.
 */
final class ModelKeys extends DefaultHandler {

	private static final Set<String> NAMED = Set.of("process", "decision");

	private final List<String> found = new ArrayList<>();

	private ModelKeys() {
	}

	/**
	 * The ids in a file.
	 * @param kind what it is
	 * @param content the file
	 * @return the ids in order; empty when it can't be read
	 */
	static List<String> in(ModelKind kind, byte[] content) {
		try {
			if (kind == ModelKind.FORM) {
				String id = TaskForm.read(content).id();
				return id.isBlank() ? List.of() : List.of(id);
			}
			ModelKeys keys = new ModelKeys();
			ReadableXml.parser().parse(new InputSource(new ByteArrayInputStream(content)), keys);
			return List.copyOf(keys.found);
		}
		catch (IOException | SAXException ex) {
			// What is wrong with it, the contract tells.
			return List.of();
		}
	}

	@Override
	public void startElement(String namespace, String name, String qualified, Attributes attributes) {
		String id = attributes.getValue("", "id");
		if (NAMED.contains(name) && id != null) {
			this.found.add(id);
		}
	}

	@Override
	public InputSource resolveEntity(String publicId, String systemId) throws SAXException {
		throw new SAXException("it refers to something outside itself");
	}

}
