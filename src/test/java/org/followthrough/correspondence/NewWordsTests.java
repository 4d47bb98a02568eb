package org.followthrough.correspondence;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is new in a mail that answers ours, wherever it stands.
 */
class NewWordsTests {

	private static final String OURS = """
			Dear Cleo,

			Please fill the tray with paper of the usual size, and restart the printer after that.

			Does that solve it?
			https://support.example/c/AAAA
			""";

	@Test
	void aboveAQuotation() {
		assertThat(fresh("""
				It does.

				On Fri, 27 Nov 2026 at 10:12, Support <support@followthrough.example>
				wrote:

				> Dear Cleo,
				>
				> Please fill the tray with paper of the
				> usual size, and restart the printer after that.
				>
				> Does that solve it?
				> https://support.example/c/AAAA <https://support.example/c/AAAA>
				""")).isEqualTo("It does.");
	}

	@Test
	void belowAQuotation() {
		assertThat(fresh("> Does that solve it?\n\nNo.")).isEqualTo("No.");
	}

	@Test
	void withinAQuotationThatIsMarkedNowhere() {
		assertThat(fresh("""
				Yes

				-----Original Message-----
				From: Support
				Sent: Friday
				Subject: [FT-2026-000001] It does not print

				Dear Cleo,

				Please fill the tray with paper of the usual size, and restart the printer after that.
				That made it worse.

				Does that solve it?
				No
				""").lines().filter((line) -> !line.isBlank())).containsExactly("Yes", "That made it worse.", "No");
	}

	@Test
	void whatSomebodyElseWroteIsNewThoughItIsMarkedAsQuoted() {
		assertThat(fresh("Yes\n\n> It smokes now.\n> Please fill the tray")).isEqualTo("Yes\n\nIt smokes now.");
	}

	@Test
	void whatStandsAboveTheLineThatIntroducesAQuotationIsNoPartOfIt() {
		assertThat(fresh("""
				On Monday 23 November it crashed.
				On Fri, 27 Nov 2026 at 10:12, Support wrote:
				> Dear Cleo,
				""")).isEqualTo("On Monday 23 November it crashed.");
		assertThat(fresh("Still broken\nSupport wrote:\n> Dear Cleo,")).isEqualTo("Still broken");
	}

	@Test
	void aWordOfTheirsThatHappensToBeAWordOfOursIsNew() {
		assertThat(fresh("From: Support\nSent: Friday\n\nafter\nthat")).contains("after", "that");
	}

	@Test
	void nothingIsLeftOutThatNobodyWroteBefore() {
		assertThat(NewWords.in("> Yes\n>> No\n| perhaps", List.of())).isEqualTo("Yes\nNo\nperhaps");
	}

	private static String fresh(String mail) {
		return NewWords.in(mail, List.of("Something else.", OURS));
	}

}
