package org.followthrough.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What a flow of a shipped diagram begins and ends, read from the files by nothing but
 * the names of their elements.
 */
final class DrawnSteps {

	private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

	private static final List<String> WAITS = List.of("callActivity", "subProcess", "receiveTask",
			"intermediateCatchEvent", "eventBasedGateway");

	private static final List<String> DONE = List.of("userTask", "serviceTask", "businessRuleTask", "sendTask");

	/** How many events each flow makes, by its process and its id. */
	private final Map<String, Integer> events = new HashMap<>();

	DrawnSteps() {
		try (Stream<Path> files = Files.list(Path.of("processes"))) {
			files.filter((file) -> file.toString().endsWith(".bpmn")).forEach(this::read);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read(Path file) {
		try {
			DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
			factory.setNamespaceAware(true);
			Document diagram = factory.newDocumentBuilder().parse(file.toFile());
			Set<String> waits = ids(diagram, WAITS);
			Set<String> done = ids(diagram, DONE);
			String process = elements(diagram, "process").get(0).getAttribute("id");
			for (Element flow : elements(diagram, "sequenceFlow")) {
				int made = waits.contains(flow.getAttribute("sourceRef")) ? 1 : 0;
				String to = flow.getAttribute("targetRef");
				this.events.put(key(process, flow.getAttribute("id")),
						made + ((waits.contains(to) || done.contains(to)) ? 1 : 0));
			}
		}
		catch (IOException | ParserConfigurationException | SAXException ex) {
			throw new IllegalStateException(file.toString(), ex);
		}
	}

	private static Set<String> ids(Document diagram, List<String> names) {
		Set<String> ids = new HashSet<>();
		names.forEach((name) -> elements(diagram, name).forEach((element) -> ids.add(element.getAttribute("id"))));
		return ids;
	}

	private static List<Element> elements(Document diagram, String name) {
		NodeList found = diagram.getElementsByTagNameNS(BPMN, name);
		return java.util.stream.IntStream.range(0, found.getLength()).mapToObj((i) -> (Element) found.item(i)).toList();
	}

	private static String key(String process, String flow) {
		return process + "/" + flow;
	}

	/** How many events a flow makes; several diagrams may call one of theirs the same. */
	int of(String process, String flow) {
		return this.events.getOrDefault(key(process, flow), 0);
	}

}
