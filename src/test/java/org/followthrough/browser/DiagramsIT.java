package org.followthrough.browser;

import java.nio.file.Files;
import java.nio.file.Path;

import com.microsoft.playwright.Page;
import org.followthrough.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Draws each model as the pages do. The pictures are left in {@code target/diagrams}; the
 * README shows a copy.
 */
@Tag("thorough")
@BrowserTest
class DiagramsIT {

	@ParameterizedTest
	@ValueSource(strings = { "support-case", "escalation", "verification", "sign-off", "reply-review" })
	void aModelIsDrawnWholeAndNamesEachStep(String process, Visitors visitors) throws Exception {
		Page agent = visitors.signedIn("agent1");
		agent.setViewportSize(2400, 1500);
		agent.navigate("/account");
		agent.evaluate(
				"""
						(address) => {
							document.head.insertAdjacentHTML('beforeend',
								'<link rel="stylesheet" href="/vendor/bpmn-viewer-style.css">');
							document.body.innerHTML =
								`<main><div id="drawn" data-diagram="${address}" style="width:2400px;height:1500px;background:#fff"></div></main>`;
							const script = document.createElement('script');
							script.src = '/vendor/bpmn-viewer.js';
							script.onload = () => window.followthroughDiagrams.showAll();
							document.body.append(script);
						}""",
				"/models/" + process + "/1");
		assertThat(agent.locator("#drawn .djs-shape").first()).isVisible();
		String model = Files.readString(Path.of("processes", process + ".bpmn"));
		model.lines()
			.filter((line) -> line.contains("<bpmn:userTask ") || line.contains("<bpmn:callActivity "))
			.map((line) -> line.replaceAll(".* id=\"([^\"]+)\".*", "$1"))
			.forEach((id) -> assertThat(agent.locator("#drawn .djs-shape[data-element-id='" + id + "']")).isVisible());
		Path picture = TestSettings.TARGET.resolve("diagrams").resolve(process + ".png");
		agent.locator("#drawn").screenshot(new com.microsoft.playwright.Locator.ScreenshotOptions().setPath(picture));
		assertThat(Files.size(picture)).isGreaterThan(10_000);
	}

}
