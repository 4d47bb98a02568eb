package org.followthrough.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;

import org.xml.sax.SAXException;

/**
 * An exported log of events, read by somebody who knows nothing but XES.
 *
 * @param attributes what is said of the log itself
 * @param traces the traces
 */
record ExportedLog(Map<String, String> attributes, List<Trace> traces) {

	static ExportedLog read(Path file) throws IOException, XMLStreamException {
		List<Trace> traces = new ArrayList<>();
		return new ExportedLog(read(file, traces::add), traces);
	}

	/**
	 * Reads a log of any length.
	 * @param file the log
	 * @param reader gets each trace
	 * @return what is said of the log itself
	 */
	static Map<String, String> read(Path file, Consumer<Trace> reader) throws IOException, XMLStreamException {
		Map<String, String> log = new HashMap<>();
		Trace trace = new Trace(Map.of(), List.of());
		Map<String, String> here = log;
		Map<String, String> before = log;
		XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		try (InputStream content = Files.newInputStream(file)) {
			XMLStreamReader xml = factory.createXMLStreamReader(content);
			while (xml.hasNext()) {
				int type = xml.next();
				if (type == XMLStreamConstants.START_ELEMENT) {
					switch (xml.getLocalName()) {
						case "global" -> {
							before = here;
							here = new HashMap<>();
						}
						case "trace" -> {
							here = new HashMap<>();
							trace = new Trace(here, new ArrayList<>());
						}
						case "event" -> {
							before = here;
							here = new HashMap<>();
							trace.events().add(here);
						}
						case "log", "extension", "classifier" -> {
						}
						default -> here.put(xml.getAttributeValue(null, "key"), xml.getAttributeValue(null, "value"));
					}
				}
				else if (type == XMLStreamConstants.END_ELEMENT) {
					switch (xml.getLocalName()) {
						case "global", "event" -> here = before;
						case "trace" -> reader.accept(trace);
						default -> {
						}
					}
				}
			}
		}
		return log;
	}

	/**
	 * Checks a log against the schema of IEEE 1849-2016.
	 * @throws SAXException if it isn't as the schema says
	 */
	static void validate(Path file, Path schema) throws IOException, SAXException {
		SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
		Schema xes = factory.newSchema(schema.toFile());
		xes.newValidator().validate(new StreamSource(file.toFile()));
	}

	List<Map<String, String>> events() {
		return this.traces.stream().flatMap((trace) -> trace.events().stream()).toList();
	}

	/**
	 * A case.
	 *
	 * @param attributes what is said of it
	 * @param events what happened, with what is said of that
	 */
	record Trace(Map<String, String> attributes, List<Map<String, String>> events) {
	}

}
