package org.followthrough.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The event log of a help desk (XES): what happened, to which case, when, by whom.
 */
final class HelpDeskLog {

	private HelpDeskLog() {
	}

	/**
	 * Reads a log.
	 * @param file a {@code .xes.gz}
	 * @return its events in the order of time; those of one moment in the order of the
	 * log
	 */
	static List<Event> read(Path file) {
		try (InputStream content = new GZIPInputStream(Files.newInputStream(file))) {
			XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
			factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
			List<Event> events = read(factory.createXMLStreamReader(content));
			events.sort(Comparator.comparing(Event::at));
			return events;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (XMLStreamException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<Event> read(XMLStreamReader xml) throws XMLStreamException {
		List<Event> events = new ArrayList<>();
		String trace = "";
		Map<String, String> event = null;
		while (xml.hasNext()) {
			int type = xml.next();
			if (type == XMLStreamConstants.START_ELEMENT) {
				switch (xml.getLocalName()) {
					case "event" -> event = new HashMap<>();
					case "string", "date" -> {
						String key = xml.getAttributeValue(null, "key");
						String value = xml.getAttributeValue(null, "value");
						if (event != null) {
							event.put(key, value);
						}
						else if ("concept:name".equals(key)) {
							trace = value;
						}
					}
					default -> {
						// The log's header.
					}
				}
			}
			else if (type == XMLStreamConstants.END_ELEMENT && "event".equals(xml.getLocalName()) && event != null) {
				events.add(new Event(trace, event.getOrDefault("concept:name", ""),
						OffsetDateTime.parse(event.get("time:timestamp")).toInstant(),
						event.getOrDefault("org:resource", ""), event.getOrDefault("customer", ""),
						event.getOrDefault("product", ""), event.getOrDefault("seriousness", "")));
				event = null;
			}
		}
		return events;
	}

	/**
	 * Something that happened.
	 *
	 * @param trace the case there
	 * @param activity what
	 * @param at when
	 * @param resource by whom
	 * @param customer whose case
	 * @param product about what
	 * @param seriousness how serious it was taken
	 */
	record Event(String trace, String activity, Instant at, String resource, String customer, String product,
			String seriousness) {
	}

}
