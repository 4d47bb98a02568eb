package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.followthrough.database.StatementsParsedOnce;

/**
 * The engine's own settings, but for how it reads its statements: each of its updates is
 * parsed once, not for each row that it writes.
 */
class EngineSettings extends SpringProcessEngineConfiguration {

	private static final String SETTINGS = "<settings>";

	@Override
	protected InputStream getMyBatisXmlConfigurationSteam() {
		try (InputStream own = super.getMyBatisXmlConfigurationSteam()) {
			String xml = new String(own.readAllBytes(), StandardCharsets.UTF_8);
			return new ByteArrayInputStream(xml
				.replace(SETTINGS,
						SETTINGS + "<setting name=\"defaultScriptingLanguage\" value=\""
								+ StatementsParsedOnce.class.getName() + "\"/>")
				.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
