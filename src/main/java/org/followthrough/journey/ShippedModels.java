package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.followthrough.identity.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Publishes the models that are shipped with the application, before it takes requests. A
 * diagram, table or form that a manager has published an edit of is left as it is.
 */
@Component
class ShippedModels implements SmartLifecycle {

	static final String SOURCE = "shipped";

	private static final Logger log = LoggerFactory.getLogger(ShippedModels.class);

	private final RepositoryService repository;

	private final ModelMapper models;

	private final TaskForms forms;

	private final TransactionOperations transaction;

	private volatile boolean running;

	ShippedModels(RepositoryService repository, ModelMapper models, TaskForms forms,
			TransactionOperations transaction) {
		this.repository = repository;
		this.models = models;
		this.forms = forms;
		this.transaction = transaction;
	}

	@Override
	public void start() {
		Actor.system().runs(() -> this.transaction.executeWithoutResult((status) -> publish()));
		this.forms.publishedAnew();
		this.running = true;
	}

	private void publish() {
		DeploymentBuilder deployment = this.repository.createDeployment()
			.name("followthrough")
			.source(SOURCE)
			.enableDuplicateFiltering(true);
		Set<String> edited = this.models.notFrom(SOURCE);
		files().forEach((name, content) -> {
			if (edited.contains(name)) {
				log.info("{} was edited here; the shipped one is not published over it", name);
			}
			else {
				deployment.addInputStream(name, new ByteArrayInputStream(content));
			}
		});
		deployment.deploy();
	}

	/** Names are the bare file names, the same from a folder and from a jar. */
	static Map<String, byte[]> files() {
		try {
			PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
			Map<String, byte[]> files = new LinkedHashMap<>();
			for (String pattern : new String[] { "classpath:processes/*.*", "classpath:forms/*.form" }) {
				Resource[] found = resolver.getResources(pattern);
				Arrays.sort(found, Comparator.comparing((resource) -> String.valueOf(resource.getFilename())));
				for (Resource resource : found) {
					files.put(Objects.requireNonNull(resource.getFilename()), resource.getContentAsByteArray());
				}
			}
			return files;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Before anything that opens cases. */
	@Override
	public int getPhase() {
		return 0;
	}

}
