package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;
import org.followthrough.journey.ShippedMapper.Base;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Publishes the models that are shipped with the application, before it takes requests. A
 * diagram, table or form that a manager has published an edit of is left as it is; what
 * an upgrade brings of it is offered to managers, who merge it. Nodes that start together
 * do so one after the other.
 */
@Component
class ShippedModels implements SmartLifecycle {

	static final String SOURCE = "shipped";

	private static final Logger log = LoggerFactory.getLogger(ShippedModels.class);

	private final RepositoryService repository;

	private final PublishedModels models;

	private final ShippedMapper rows;

	private final TaskForms forms;

	private final ObjectProvider<ModelUpgrades> upgrades;

	private final ProductVersion product;

	private final Audit audit;

	private final Transactions transactions;

	private volatile boolean running;

	ShippedModels(RepositoryService repository, PublishedModels models, ShippedMapper rows, TaskForms forms,
			ObjectProvider<ModelUpgrades> upgrades, ProductVersion product, Audit audit, Transactions transactions) {
		this.repository = repository;
		this.models = models;
		this.rows = rows;
		this.forms = forms;
		this.upgrades = upgrades;
		this.product = product;
		this.audit = audit;
		this.transactions = transactions;
	}

	@Override
	public void start() {
		Actor.system().runs(() -> {
			Map<String, byte[]> shipped = files();
			List<String> gone = this.transactions.retrying(() -> publish(shipped));
			offer(shipped, gone);
		});
		this.forms.publishedAnew();
		this.running = true;
	}

	/** Whoever lost what was edited and isn't shipped any more is told its names. */
	private List<String> publish(Map<String, byte[]> shipped) {
		String before = this.rows.lock();
		Map<String, Base> bases = bases();
		Map<String, PublishedModel> now = this.models.runningByFile();
		DeploymentBuilder deployment = this.repository.createDeployment().name("followthrough").source(SOURCE);
		boolean publishes = false;
		List<String> changed = new ArrayList<>();
		List<String> added = new ArrayList<>();
		for (Map.Entry<String, byte[]> file : shipped.entrySet()) {
			String name = file.getKey();
			byte[] content = file.getValue();
			PublishedModel runs = now.get(name);
			Base noted = bases.get(name);
			byte[] base = (noted != null) ? noted.content() : shippedBefore(name, runs);
			if (base == null) {
				added.add(name);
			}
			else if (!Arrays.equals(base, content)) {
				changed.add(name);
			}
			if (runs == null || !isEdited(runs, base)) {
				if (runs == null || !Arrays.equals(runs.content(), content)) {
					deployment.addInputStream(name, new ByteArrayInputStream(content));
					publishes = true;
				}
				note(name, content, noted);
			}
			else if (Arrays.equals(runs.content(), content)) {
				note(name, content, noted);
			}
			else {
				log.info("{} was edited here; the shipped one is not published over it", name);
				if (base != null && noted == null) {
					this.rows.put(name, base, this.product.toString());
				}
			}
		}
		List<String> gone = bases.keySet().stream().filter((name) -> !shipped.containsKey(name)).toList();
		List<String> goneHere = gone.stream()
			.filter((name) -> now.containsKey(name) && isEdited(now.get(name), bases.get(name).content()))
			.toList();
		gone.forEach(this.rows::forget);
		if (publishes) {
			deployment.deploy();
		}
		seen(before, shipped, now.isEmpty(), Map.of("changed", changed, "added", added, "gone", gone));
		return goneHere;
	}

	private Map<String, Base> bases() {
		return this.rows.all().stream().collect(Collectors.toMap(Base::name, Function.identity()));
	}

	/** Of an installation that is older than this note of what was shipped. */
	private byte @Nullable [] shippedBefore(String name, @Nullable PublishedModel runs) {
		return (runs == null) ? null
				: this.models.versions(name)
					.stream()
					.filter((one) -> SOURCE.equals(one.source()))
					.findFirst()
					.map(PublishedModel::content)
					.orElse(null);
	}

	/** What was brought back to just what was shipped holds nothing of anybody's. */
	private static boolean isEdited(PublishedModel runs, byte @Nullable [] base) {
		return !SOURCE.equals(runs.source()) && (base == null || !Arrays.equals(runs.content(), base));
	}

	private void note(String name, byte[] content, @Nullable Base noted) {
		if (noted == null || !Arrays.equals(noted.content(), content)) {
			this.rows.put(name, content, this.product.toString());
		}
	}

	/** Each upgrade is recorded once; what is published first is none. */
	private void seen(String before, Map<String, byte[]> shipped, boolean first, Map<String, List<String>> files) {
		StringBuilder all = new StringBuilder();
		shipped.forEach((name, content) -> all.append(name).append(ModelEdit.hash(content)));
		String fingerprint = ModelEdit.hash(all.toString().getBytes(StandardCharsets.UTF_8));
		if (fingerprint.equals(before)) {
			return;
		}
		this.rows.seen(this.product.toString(), fingerprint);
		if (!first && files.values().stream().anyMatch((names) -> !names.isEmpty())) {
			Map<String, Object> details = new TreeMap<>(files);
			details.put("product", this.product.toString());
			details.put("files",
					files.values().stream().flatMap(List::stream).sorted().collect(Collectors.joining(", ")));
			this.audit.record(Audit.SYSTEM, "upgrade.seen", details);
		}
	}

	/**
	 * In a transaction of its own: what is published is so, whatever becomes of this. An
	 * application that doesn't start for a draft's sake would be worse than one whose
	 * draft comes at the next start.
	 */
	private void offer(Map<String, byte[]> shipped, List<String> gone) {
		try {
			this.transactions.retrying(() -> {
				this.rows.lock();
				List<ModelUpgrade> upgraded = upgraded(shipped);
				ModelUpgrades offers = this.upgrades.getIfAvailable();
				if (offers != null && !upgraded.isEmpty()) {
					offers.offer(this.product.toString(), upgraded, gone)
						.forEach((name) -> upgraded.stream()
							.filter((one) -> one.file().equals(name))
							.forEach((one) -> this.rows.put(name, one.shipped(), this.product.toString())));
				}
				return upgraded.size();
			});
		}
		catch (RuntimeException ex) {
			log.error("What the upgrade brings could not be offered as a draft; it is tried again at the next start",
					ex);
		}
	}

	private List<ModelUpgrade> upgraded(Map<String, byte[]> shipped) {
		Map<String, Base> bases = bases();
		Map<String, PublishedModel> now = this.models.runningByFile();
		List<ModelUpgrade> upgraded = new ArrayList<>();
		shipped.forEach((name, content) -> {
			PublishedModel runs = now.get(name);
			Base noted = bases.get(name);
			byte[] base = (noted != null) ? noted.content() : null;
			if (runs != null && isEdited(runs, base) && !Arrays.equals(runs.content(), content)
					&& !Arrays.equals(base, content) && (noted == null || !this.product.isBefore(noted.product()))) {
				upgraded.add(new ModelUpgrade(name, base, runs.content(), runs.version(), content));
			}
		});
		return upgraded;
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
