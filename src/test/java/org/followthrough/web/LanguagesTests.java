package org.followthrough.web;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The languages that customers read.
 */
class LanguagesTests {

	private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

	@TempDir
	private Path data;

	@Test
	void everyLanguageHasEveryTextWithEveryNameInIt() throws IOException {
		Map<String, Properties> files = files();
		assertThat(files.keySet()).contains("en", "de");
		Properties english = files.get("en");
		files.forEach((code, file) -> {
			assertThat(new TreeSet<>(file.stringPropertyNames())).as(code)
				.isEqualTo(new TreeSet<>(english.stringPropertyNames()));
			for (String key : file.stringPropertyNames()) {
				assertThat(file.getProperty(key)).as(code + " " + key).isNotBlank();
				assertThat(names(file.getProperty(key))).as(code + " " + key)
					.isEqualTo(names(english.getProperty(key)));
			}
		});
	}

	@Test
	void noTextIsLeftOver() throws IOException {
		// Their last part is a word of data.
		List<String> families = List.of("customer.stage.", "customer.closed.", "customer.turn.", "customer.step.",
				"customer.ask.", "customer.yes.", "customer.no.", "mail.closed.", "mail.ask.", "contact.impact.",
				"refused.");
		StringBuilder sources = new StringBuilder();
		for (String folder : List.of("src/main/java", "src/main/resources/templates")) {
			try (Stream<Path> all = Files.walk(Path.of(folder))) {
				for (Path file : all.filter(Files::isRegularFile).toList()) {
					sources.append(Files.readString(file));
				}
			}
		}
		String said = sources.toString();
		assertThat(files().get("en").stringPropertyNames()).allSatisfy((key) -> assertThat(
				said.contains(key + '"') || said.contains(key + '\'') || families.stream().anyMatch(key::startsWith))
			.as(key)
			.isTrue());
	}

	@Test
	void aFileInTheDataFolderAddsALanguageThatSaysInEnglishWhatItLacks() throws IOException {
		Files.createDirectories(this.data.resolve("languages"));
		Files.writeString(this.data.resolve("languages/fr.properties"),
				"language.name=Français\nlanguage.words=le la les et est nous vous\nmail.dear=Bonjour {name},\n");
		Languages languages = new Languages(this.data.toString(), "fr");
		assertThat(languages.usual().say("mail.dear", "name", "Zoé")).isEqualTo("Bonjour Zoé,");
		assertThat(languages.usual().say("mail.link")).isEqualTo(languages.english().say("mail.link"));
		assertThat(languages.spokenIn("La machine est en panne et nous attendons.")).contains(languages.usual());
	}

	@Test
	void aLanguageWithoutAFileIsRefusedAtTheStart() {
		assertThatThrownBy(() -> new Languages(this.data.toString(), "xx"))
			.hasMessageContaining("languages/xx.properties");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none", textBlock = """
			de-AT,de;q=0.9,en;q=0.8                             | de
			fr-FR,fr;q=0.9,en-US;q=0.8,de;q=0.5                 | en
			en;q=0.3,de;q=0.7                                   | de
			de;q=0,en                                           | en
			fr, es                                              | none
			*                                                   | none
			;;;=                                                | none
			''                                                  | none
			""")
	void theReadersBestLanguageIsFound(String accepted, String code) {
		Languages languages = new Languages(this.data.toString(), "en");
		assertThat(languages.accepted(accepted).map(Language::code).orElse(null)).isEqualTo(code);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none", textBlock = """
			The export ends after 500 rows. What can we do?                      | en
			Der Export hört nach 500 Zeilen auf. Was können wir tun, und wann?   | de
			Der Druckversuch ist fehlgeschlagen, sehr geehrte Damen und Herren   | de
			Error 500                                                            | none
			L'export s'arrête après 500 lignes.                                  | none
			''                                                                   | none
			""")
	void theLanguageOfATextIsTold(String text, String code) {
		Languages languages = new Languages(this.data.toString(), "en");
		assertThat(languages.spokenIn(text).map(Language::code).orElse(null)).isEqualTo(code);
	}

	@Test
	void whatIsQuotedDoesNotTellTheLanguage() {
		Languages languages = new Languages(this.data.toString(), "en");
		assertThat(languages
			.spokenIn("> We have your message and you will hear from us.\nDas ist nicht das, was wir haben."))
			.map(Language::code)
			.contains("de");
	}

	@Test
	void whatIsFilledInIsNotReadAsAText() {
		Languages languages = new Languages(this.data.toString(), "en");
		assertThat(languages.english().say("mail.receipt", "subject", "{number} $1 \\", "number", "FT-1"))
			.contains("\"{number} $1 \\\"")
			.contains("Its number is FT-1.");
	}

	private static Set<String> names(String text) {
		return NAME.matcher(text).results().map((MatchResult name) -> name.group(1)).collect(Collectors.toSet());
	}

	private static Map<String, Properties> files() throws IOException {
		Map<String, Properties> files = new TreeMap<>();
		for (Resource file : new PathMatchingResourcePatternResolver()
			.getResources("classpath*:languages/*.properties")) {
			Properties texts = new Properties();
			try (Reader reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
				texts.load(reader);
			}
			files.put(String.valueOf(file.getFilename()).replace(".properties", ""), texts);
		}
		return files;
	}

}
