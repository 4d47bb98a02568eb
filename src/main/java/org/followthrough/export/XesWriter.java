package org.followthrough.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import org.followthrough.web.SiteAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Writes cases as XES (IEEE 1849-2016): a trace is a case. The standard's schema has no
 * namespace, so neither has the log. The signed checkpoint is told in Base64: its lines
 * would become one, as those of any value in XML.
 *
 * @see <a href="https://xes-standard.org/">XES</a>
 */
@Component
class XesWriter implements LogWriter {

	private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();

	/** Where our own attributes are described, on our own site. */
	private static final String EXTENSION = "/assets/followthrough.xesext";

	private final SiteAddress site;

	XesWriter(SiteAddress site) {
		this.site = site;
	}

	@Override
	public void write(CaseLog log, Provenance about, OutputStream out) throws IOException {
		Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
		try {
			XMLStreamWriter xml = XML.createXMLStreamWriter(text);
			Log written = new Log(xml);
			xml.writeStartDocument("UTF-8", "1.0");
			written.head(about, this.site.of(EXTENSION));
			log.events(written);
			xml.writeEndElement();
			xml.writeEndDocument();
			xml.flush();
		}
		catch (XMLStreamException ex) {
			throw new IOException(ex);
		}
		text.flush();
	}

	/**
	 * A log on its way.
	 */
	private record Log(XMLStreamWriter xml) implements CaseLog.EventReader {

		void head(Provenance about, String extension) throws XMLStreamException {
			start("log");
			this.xml.writeAttribute("xes.version", "1.0");
			this.xml.writeAttribute("xes.features", "");
			for (String standard : List.of("Concept", "Lifecycle", "Time", "Organizational")) {
				String prefix = standard.equals("Organizational") ? "org" : standard.toLowerCase(java.util.Locale.ROOT);
				extension(standard, prefix, "http://www.xes-standard.org/" + prefix + ".xesext");
			}
			extension("Followthrough", "ft", extension);
			start("global");
			this.xml.writeAttribute("scope", "trace");
			attribute("string", "concept:name", "");
			end();
			start("global");
			this.xml.writeAttribute("scope", "event");
			attribute("string", "concept:name", "");
			attribute("string", "lifecycle:transition", "complete");
			attribute("date", "time:timestamp", "1970-01-01T00:00:00Z");
			attribute("string", "org:resource", "");
			attribute("string", "org:role", "");
			end();
			classifier("Activity", "concept:name");
			classifier("ActivityAndTransition", "concept:name lifecycle:transition");
			classifier("Resource", "org:resource");
			attribute("string", "concept:name", "Followthrough");
			attribute("string", "lifecycle:model", "standard");
			attribute("string", "ft:query", about.which().query());
			attribute("date", "ft:madeAt", about.madeAt());
			attribute("string", "ft:madeBy", about.madeBy());
			attribute("string", "ft:checkpoint",
					Base64.getEncoder().encodeToString(about.rests().note().getBytes(StandardCharsets.UTF_8)));
		}

		private void extension(String name, String prefix, String uri) throws XMLStreamException {
			empty("extension");
			this.xml.writeAttribute("name", name);
			this.xml.writeAttribute("prefix", prefix);
			this.xml.writeAttribute("uri", uri);
		}

		private void classifier(String name, String keys) throws XMLStreamException {
			empty("classifier");
			this.xml.writeAttribute("name", name);
			this.xml.writeAttribute("scope", "event");
			this.xml.writeAttribute("keys", keys);
		}

		@Override
		public void begins(LoggedCase one) throws IOException {
			writes(() -> {
				start("trace");
				attribute("string", "concept:name", one.number());
				attribute("string", "ft:customer", one.customer());
				attribute("string", "ft:outcome", one.outcome());
				attribute("string", "ft:severity", one.severity());
				attribute("int", "ft:priority", one.priority());
				attribute("string", "ft:team", one.team());
				attribute("string", "ft:owner", one.owner());
				attribute("string", "ft:product", one.product());
				attribute("string", "ft:component", one.component());
				attribute("string", "ft:impact", one.impact());
				attribute("string", "ft:door", one.door());
				attribute("date", "ft:openedAt", one.openedAt());
				attribute("date", "ft:acknowledgedAt", one.acknowledgedAt());
				attribute("date", "ft:closedAt", one.closedAt());
				attribute("int", "ft:reopened", one.reopened());
				attribute("string", "ft:duplicateOf", one.duplicateOf());
				attribute("string", "ft:continues", one.continues());
			});
		}

		@Override
		public void happened(LoggedCase to, LoggedEvent event) throws IOException {
			writes(() -> {
				start("event");
				attribute("string", "concept:name", event.activity());
				attribute("string", "concept:instance", event.instance());
				attribute("string", "lifecycle:transition", event.lifecycle().word());
				attribute("date", "time:timestamp", event.at());
				attribute("string", "org:resource", event.resource());
				attribute("string", "org:role", event.role());
				attribute("string", "org:group", event.team());
				attribute("string", "ft:entry", event.id());
				attribute("string", "ft:action", event.action());
				attribute("string", "ft:door", event.door());
				for (Attribute one : event.more()) {
					attribute(one.type().xes(), "ft:" + one.name(), one.value());
				}
				this.xml.writeEndElement();
			});
		}

		@Override
		public void ends(LoggedCase one) throws IOException {
			writes(this::end);
		}

		private void start(String element) throws XMLStreamException {
			this.xml.writeCharacters("\n");
			this.xml.writeStartElement(element);
		}

		private void empty(String element) throws XMLStreamException {
			this.xml.writeCharacters("\n");
			this.xml.writeEmptyElement(element);
		}

		private void end() throws XMLStreamException {
			this.xml.writeCharacters("\n");
			this.xml.writeEndElement();
		}

		private void attribute(String type, String key, @Nullable Object value) throws XMLStreamException {
			if (value != null) {
				this.xml.writeEmptyElement(type);
				this.xml.writeAttribute("key", key);
				this.xml.writeAttribute("value", legal(value.toString()));
			}
		}

		/** XML can't hold every character, not even written as a number. */
		private static String legal(String value) {
			StringBuilder legal = null;
			for (int i = 0; i < value.length(); i++) {
				char one = value.charAt(i);
				boolean pair = Character.isHighSurrogate(one) && i + 1 < value.length()
						&& Character.isLowSurrogate(value.charAt(i + 1));
				if (pair) {
					i++;
				}
				else if ((one < ' ' && one != '\t' && one != '\n' && one != '\r') || Character.isSurrogate(one)
						|| one > '\uFFFD') {
					legal = (legal != null) ? legal : new StringBuilder(value);
					legal.setCharAt(i, '\uFFFD');
				}
			}
			return (legal != null) ? legal.toString() : value;
		}

		private static void writes(Writing some) throws IOException {
			try {
				some.write();
			}
			catch (XMLStreamException ex) {
				throw new IOException(ex);
			}
		}

		/**
		 * Writes a part.
		 */
		private interface Writing {

			void write() throws XMLStreamException;

		}

	}

}
