package org.followthrough.insight;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.followthrough.customers.Customers;
import org.followthrough.insight.Durations.Quantiles;
import org.followthrough.insight.Report.Group;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Figures over REST.
 */
@RestController
@RequestMapping("/api/v1/figures")
@Tag(name = "Figures")
class FigureController {

	private final Figures figures;

	private final HandOverReader handOvers;

	private final FactKeeper facts;

	private final Customers customers;

	private final Clock clock;

	FigureController(Figures figures, HandOverReader handOvers, FactKeeper facts, Customers customers, Clock clock) {
		this.figures = figures;
		this.handOvers = handOvers;
		this.facts = facts;
		this.customers = customers;
		this.clock = clock;
	}

	@GetMapping
	@Operation(summary = "The figures of cases that were opened in some months",
			description = "Times in whole seconds, on the clock and as working time. For managers, auditors "
					+ "and admins.")
	FiguresResource get(@ParameterObject FigureRequest request) {
		return FiguresResource.of(this.figures.report(read(request)));
	}

	@GetMapping(path = "/csv", produces = FigureCsv.MEDIA_TYPE)
	@Operation(summary = "The same figures as comma-separated values")
	String csv(@ParameterObject FigureRequest request) {
		return FigureCsv.write(this.figures.report(read(request)));
	}

	@GetMapping("/silences")
	@Operation(summary = "The longest silences: open cases first, by how long they are silent by now; 25 at the most")
	List<SilenceResource> silences(@ParameterObject FigureRequest request) {
		return this.figures.silences(read(request)).stream().map(SilenceResource::of).toList();
	}

	@GetMapping("/hand-overs")
	@Operation(summary = "Hand-overs to engineering by team and product, and the share that came back as incomplete",
			description = "Those of which most came back first; 50 at the most. The share is per cent.")
	List<HandOverResource> handOvers(@ParameterObject FigureRequest request) {
		return this.handOvers.of(read(request)).stream().map(HandOverResource::of).toList();
	}

	@PostMapping("/recount")
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(summary = "Counts everything anew, in the background",
			description = "Never needed as long as all is well: the figures follow what happens by themselves. For "
					+ "managers and admins.")
	void recount() {
		this.facts.recount();
	}

	private FigureQuery read(FigureRequest request) {
		return request.filledIn(FigureRequest.thisMonth(this.clock)).read(this.customers);
	}

	/**
	 * Figures.
	 *
	 * @param from the first month
	 * @param to the last month
	 * @param by by what the groups are told apart
	 * @param countedAt up to when everything was counted
	 * @param definitions what exactly is measured
	 * @param total the figures of all cases
	 * @param groups the figures of each group
	 * @param cut whether there are more groups than are listed
	 */
	record FiguresResource(String from, String to, String by, @Nullable Instant countedAt,
			List<DefinitionResource> definitions, GroupResource total, List<GroupResource> groups, boolean cut) {

		static FiguresResource of(Report report) {
			return new FiguresResource(report.query().from().toString(), report.query().to().toString(),
					report.query().by().word(), report.countedAt(),
					Stream
						.concat(Arrays.stream(Measure.values())
							.map((measure) -> new DefinitionResource(measure.word(), measure.definition())),
								Stream.of(new DefinitionResource("ratings", Definitions.RATINGS)))
						.toList(),
					GroupResource.of(report.total()), report.groups().stream().map(GroupResource::of).toList(),
					report.isCut());
		}

	}

	/**
	 * What a figure means.
	 */
	record DefinitionResource(String figure, String definition) {
	}

	/**
	 * The figures of some cases.
	 */
	record GroupResource(String name, int cases, int open, List<TimingResource> times, List<PromiseResource> promises,
			List<EndingResource> endings, int reopenings, int reopenedCases, RatingsResource ratings) {

		static GroupResource of(Group group) {
			return new GroupResource(group.name(), group.cases(), group.open(),
					group.timings()
						.stream()
						.map((timing) -> new TimingResource(timing.measure().word(), timing.count(),
								QuantileResource.of(timing.clock()), QuantileResource.of(timing.working())))
						.toList(),
					group.promises()
						.stream()
						.map((kind) -> new PromiseResource(kind.kind(), kind.kept(), kind.broken(), kind.share()))
						.toList(),
					group.endings()
						.stream()
						.map((ended) -> new EndingResource(ended.as().word(), ended.count(), ended.share()))
						.toList(),
					group.reopenings(), group.reopened(), RatingsResource.of(group.ratings()));
		}

	}

	/**
	 * Times: how many, on the clock and as working time; null without any.
	 */
	record TimingResource(String figure, int count, @Nullable QuantileResource clock,
			@Nullable QuantileResource working) {
	}

	/**
	 * Median and 90th percentile by nearest rank, in seconds.
	 */
	record QuantileResource(int median, int p90) {

		static @Nullable QuantileResource of(@Nullable Quantiles quantiles) {
			return (quantiles != null) ? new QuantileResource(quantiles.median(), quantiles.p90()) : null;
		}

	}

	/**
	 * Promises of a kind, and the share that was kept in per cent.
	 */
	record PromiseResource(String kind, int kept, int broken, @Nullable Double share) {
	}

	/**
	 * Cases that were closed in one way, and their share of the closed ones in per cent.
	 */
	record EndingResource(String as, int count, @Nullable Double share) {
	}

	/**
	 * Ratings: how many, their mean (null without any), and how often each number of
	 * points was given, with its share in per cent.
	 */
	record RatingsResource(int count, @Nullable Double mean, List<GivenResource> points) {

		static RatingsResource of(Ratings ratings) {
			return new RatingsResource(ratings.count(), ratings.mean(),
					ratings.points()
						.stream()
						.map((given) -> new GivenResource(given.points(), given.count(), given.share()))
						.toList());
		}

	}

	/**
	 * Ratings with the same number of points.
	 */
	record GivenResource(int points, int count, @Nullable Double share) {
	}

	/**
	 * A case that is or was silent for long.
	 */
	record SilenceResource(String number, String subject, String customer, String team, @Nullable String owner,
			boolean open, @Nullable Instant since, int clock, int working) {

		static SilenceResource of(Silence silence) {
			return new SilenceResource(silence.number(), silence.subject(), silence.customer(), silence.team(),
					silence.owner(), silence.isOpen(), silence.since(), silence.seconds(), silence.workingSeconds());
		}

	}

	/**
	 * Hand-overs to engineering by a team, of a product.
	 */
	record HandOverResource(String team, String product, int made, int sentBack, @Nullable Double share) {

		static HandOverResource of(HandOvers of) {
			return new HandOverResource(of.team(), of.product(), of.made(), of.sentBack(), of.share());
		}

	}

}
