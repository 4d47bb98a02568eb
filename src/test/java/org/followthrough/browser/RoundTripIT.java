package org.followthrough.browser;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import org.followthrough.testing.Api;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The reference diagrams of the interchange test suite open in the studio's editor and
 * are saved as they were, or the page says why they can't be.
 */
@Tag("thorough")
@BrowserTest
class RoundTripIT {

	private static final Path CORPORA = Path.of(System.getProperty("followthrough.corpora", "../shared/corpora"));

	private static final Pattern ENCODING = Pattern.compile("^<\\?xml[^>]*encoding=\"([\\w-]+)\"");

	private static final Pattern DRAWING = Pattern.compile("http://www\\.omg\\.org/spec/(BPMN|DD)/20100524/(DI|DC)");

	/** What an attribute says when it isn't there, by the standard. */
	private static final Set<String> DEFAULTS = Set.of("startQuantity=1", "completionQuantity=1",
			"isForCompensation=false", "isInterrupting=true", "cancelActivity=true", "parallelMultiple=false",
			"triggeredByEvent=false", "isCollection=false", "isClosed=false", "isSequential=false", "instantiate=false",
			"gatewayDirection=Unspecified", "expressionLanguage=http://www.w3.org/1999/XPath",
			"typeLanguage=http://www.w3.org/2001/XMLSchema", "itemKind=Information", "isUnlimited=true",
			"processType=None", "associationDirection=None", "textFormat=text/plain", "implementation=##WebService",
			"ordering=Parallel", "cancelRemainingInstances=true", "behavior=All", "eventGatewayType=Exclusive",
			"testBefore=false");

	private static final String TASKS = "#find optgroup:is([label='Element'], [label='A person does something'], "
			+ "[label='Followthrough does something']) option";

	private static final String PASSING = "Just a moment.";

	@Test
	void referenceDiagramsOpenAndAreSavedAsTheyWere(Site site, Visitors visitors) throws Exception {
		Path folder = CORPORA.resolve("bpmn-miwg").resolve("Reference");
		Assumptions.assumeTrue(Files.isDirectory(folder),
				"Skipped: there are no reference diagrams at " + folder.toAbsolutePath());
		Page manager = visitors.signedIn("manager1");
		Map<String, List<String>> became = new TreeMap<>();
		for (Path file : diagrams(folder)) {
			String result = roundTrip(site.api(), manager, Files.readAllBytes(file), file);
			became.computeIfAbsent(result, (key) -> new ArrayList<>()).add(file.getFileName().toString());
		}
		System.out.println("Reference diagrams: " + became);
		assertThat(became.keySet()).isSubsetOf("the same", "refused", "not shown, and why", "shown with what is lost");
		assertThat(became.get("the same")).hasSizeGreaterThan(15);
	}

	private static List<Path> diagrams(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().endsWith(".bpmn")).sorted().toList();
		}
	}

	private static String roundTrip(Api api, Page page, byte[] content, Path file) throws Exception {
		Matcher declared = ENCODING.matcher(new String(content, 0, 200, StandardCharsets.ISO_8859_1));
		String text = new String(content, declared.find() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8)
			.replaceFirst("encoding=\"[\\w-]+\"", "encoding=\"UTF-8\"");
		long draft = api.post("manager1", "/studio/drafts", Map.of("title", "Round trip " + file.getFileName()))
			.json()
			.path("id")
			.asLong();
		Api.Answer brought = api.send("PUT", "manager1", "/studio/drafts/" + draft + "/files/foreign.bpmn", text,
				Map.of("Content-Type", "application/octet-stream", "If-None-Match", "*"));
		if (brought.status() != 200) {
			assertThat(brought.json().path("detail").asText()).as("%s", file).isNotBlank();
			return "refused";
		}
		String name = brought.json().path("name").asText();
		page.navigate("/studio/drafts/" + draft + "/" + name);
		page.locator("#studio[data-opened], #canvas [role=alert]")
			.first()
			.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
		if (page.locator("#canvas [role=alert]").count() > 0) {
			assertThat(page.locator("#canvas [role=alert]").textContent()).contains("can't be shown here");
			return "not shown, and why";
		}
		// To be looked at beside the suite's own picture.
		Visitors.photograph(page, "reference-" + file.getFileName());
		boolean loses = page.locator("#lost").isVisible();
		touch(page);
		String path = "/studio/drafts/" + draft + "/files/" + name;
		page.waitForCondition(() -> isSavedAsBefore(api.get("manager1", path)));
		List<String> before = parts(text);
		List<String> after = parts(api.get("manager1", path).text());
		List<String> others = new ArrayList<>(after);
		before.forEach(others::remove);
		after.forEach(before::remove);
		if (!loses && !(before.isEmpty() && others.isEmpty())) {
			return "otherwise: " + before + " instead of " + others;
		}
		return loses ? "shown with what is lost" : "the same";
	}

	/**
	 * Changes something and takes it back, so that the editor saves. What has its name
	 * beside it isn't touched: the editor would measure the name anew.
	 */
	private static void touch(Page page) {
		for (Locator option : page.locator(TASKS).all()) {
			page.locator("#find").selectOption(String.valueOf(option.getAttribute("value")));
			if (page.locator("#p-documentation").count() > 0) {
				break;
			}
		}
		page.locator("#p-documentation").fill(PASSING);
		page.keyboard().press("Tab");
		page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undo")).click();
	}

	private static boolean isSavedAsBefore(Api.Answer file) {
		return !"\"1\"".equals(file.response().headers().firstValue("ETag").orElse(""))
				&& !file.text().contains(PASSING);
	}

	/** Every element with what it says, whatever it is written like. */
	private static List<String> parts(String xml) throws Exception {
		DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
		factory.setNamespaceAware(true);
		NodeList all = factory.newDocumentBuilder()
			.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
			.getElementsByTagName("*");
		List<String> parts = new ArrayList<>();
		for (int at = 0; at < all.getLength(); at++) {
			Element element = (Element) all.item(at);
			if (!DRAWING.matcher(String.valueOf(element.getNamespaceURI())).matches()) {
				parts.add(part(element));
			}
		}
		return parts;
	}

	private static String part(Element element) {
		List<String> attributes = new ArrayList<>();
		for (int at = 0; at < element.getAttributes().getLength(); at++) {
			Attr attribute = (Attr) element.getAttributes().item(at);
			String told = attribute.getLocalName() + "=" + value(attribute);
			if (!attribute.getName().startsWith("xmlns") && !"schemaLocation".equals(attribute.getLocalName())
					&& !DEFAULTS.contains(told)) {
				attributes.add(told);
			}
		}
		StringBuilder text = new StringBuilder();
		for (Node at = element.getFirstChild(); at != null; at = at.getNextSibling()) {
			text.append((at.getNodeType() == Node.ELEMENT_NODE) ? "" : at.getTextContent());
		}
		return element.getLocalName() + attributes.stream().sorted().toList()
				+ text.toString().replaceAll("\\s+", " ").strip();
	}

	private static String value(Attr attribute) {
		String value = attribute.getValue().replaceAll("\\s+", " ").strip();
		return "type".equals(attribute.getLocalName()) ? value.replaceFirst("^\\w+:", "")
				: value.replaceFirst("^(-?\\d+)\\.0+$", "$1");
	}

}
