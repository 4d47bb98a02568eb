package org.followthrough.trackers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpServer;

import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A server on loopback with a tracker of each kind.
 */
public final class StandIn {

	static final GitHubStandIn GITHUB = new GitHubStandIn();

	static final GitLabStandIn GITLAB = new GitLabStandIn();

	static final JiraStandIn JIRA = new JiraStandIn(true);

	static final JiraStandIn JIRA_DATA_CENTER = new JiraStandIn(false);

	static final List<StandInTracker> ALL = List.of(GITHUB, GITLAB, JIRA, JIRA_DATA_CENTER);

	private static final HttpServer SERVER = start();

	private StandIn() {
	}

	static String address(StandInTracker tracker) {
		return "http://127.0.0.1:" + SERVER.getAddress().getPort() + "/" + tracker.name();
	}

	/**
	 * What makes an application use the trackers.
	 * @return arguments of its command line
	 */
	public static String[] arguments() {
		return ALL.stream()
			.flatMap((tracker) -> settings(tracker).entrySet().stream())
			.map((setting) -> "--" + setting.getKey() + "=" + setting.getValue())
			.toArray(String[]::new);
	}

	/**
	 * Makes an application under test use the trackers, in each of which an engineer and
	 * an agent of ours are known.
	 * @param settings of the application
	 */
	public static void configure(DynamicPropertyRegistry settings) {
		for (StandInTracker tracker : ALL) {
			settings(tracker).forEach((name, value) -> settings.add(name, () -> value));
			String people = "followthrough.trackers." + tracker.name() + ".people.";
			settings.add(people + "engineer1", () -> TrackerTest.ENGINEER_THERE);
			settings.add(people + "agent1", () -> "octo-agent");
		}
	}

	static Map<String, String> settings(StandInTracker tracker) {
		Map<String, String> settings = new LinkedHashMap<>(tracker.settings());
		settings.put("url", address(tracker));
		settings.put("token", StandInTracker.TOKEN);
		settings.put("within", "PT3S");
		return settings.entrySet()
			.stream()
			.collect(Collectors.toMap((setting) -> "followthrough.trackers." + tracker.name() + "." + setting.getKey(),
					Map.Entry::getValue));
	}

	static StandInTracker of(String name) {
		return ALL.stream().filter((tracker) -> tracker.name().equals(name)).findFirst().orElseThrow();
	}

	private static HttpServer start() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			ALL.forEach((tracker) -> server.createContext("/" + tracker.name() + "/", tracker::handle));
			server.setExecutor(Executors.newCachedThreadPool((work) -> {
				Thread thread = new Thread(work, "stand-in");
				thread.setDaemon(true);
				return thread;
			}));
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
