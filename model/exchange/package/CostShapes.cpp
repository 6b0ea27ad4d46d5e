#include "model/exchange/package/ShapeViews.h"

#include <cmath>

namespace colonnade::model::package {

using enum AudienceClass;

namespace {

/// Nothing for what never ends.
std::optional<Seconds> ifFinite(Seconds time)
{
    return std::isfinite(time.value()) ? std::optional{time} : std::nullopt;
}

} // namespace

template <> void describe(ObjectShape<CostBand>& shape)
{
    shape.line()
        .field("low", Price, "About the 10th of a hundred.", &CostBand::low)
        .field("typical", Price, "About the middle.", &CostBand::typical)
        .field("high", Price, "About the 90th of a hundred.", &CostBand::high);
}

template <> void describe(ObjectShape<CapitalLine>& shape)
{
    using C = CapitalLine;
    shape.field("category", Price, "What it is spent on.", [](const C& c) { return wordOf(c.category); })
        .field("usd", Price, "Capital; null: nothing has a price.", [](const C& c) { return c.confidence ? std::optional{c.usd} : std::nullopt; })
        .field("confidence", Price, "The weakest of what is in it; null: nothing has a price.",
               [](const C& c) { return c.confidence ? std::optional{wordOf(*c.confidence)} : std::nullopt; }, {"low", "medium", "high"})
        .field("pieces", Price, "How many.", &C::pieces)
        .field("unpriced", Price, "Of those, without a price; in no sum.", &C::unpriced);
}

template <> void describe(ObjectShape<OwnershipCost>& shape)
{
    shape.line()
        .field("it_capital_usd", Price, "Repayment and interest of the IT.", &OwnershipCost::itCapital)
        .field("facility_usd", Price, "Of the facility, or its rent.", &OwnershipCost::facility)
        .field("energy_usd", Price, "Energy.", &OwnershipCost::energy)
        .field("other_usd", Price, "Operation, maintenance, insurance.", &OwnershipCost::other);
}

template <> void describe(ObjectShape<CostSwing>& shape)
{
    shape.field("input", Price, "What goes from its low to its high.", &CostSwing::input)
        .field("unit", Price, "Of the input.", &CostSwing::unit)
        .field("band", Price, "Of the input.", &CostSwing::band)
        .field("usd_per_accelerator_hour_at_low", Price, "All other inputs typical.", &CostSwing::atLow)
        .field("usd_per_accelerator_hour_at_high", Price, "All other inputs typical.", &CostSwing::atHigh);
}

template <> void describe(ObjectShape<CostCheck>& shape)
{
    using C = CostCheck;
    shape.field("name", Price, "What is compared.", &C::name)
        .field("unit", Price, "Of the values.", &C::unit)
        .field("value", Price, "Typical, of the design.", &C::value)
        .field("published", Price, "Of published clusters.", &C::published)
        .field("within", Price, "The design's lies in that band.", [](const C& c) { return c.within(); })
        .field("as_of", Price, "Date of what is published.", &C::asOf)
        .field("sources", Internal, "Where it was published.", &C::sources);
}

template <> void describe(ObjectShape<CostEstimate>& shape)
{
    using C = CostEstimate;
    shape.field("currency", Public, "Of all money.", [](const C&) { return Word{"USD"}; }, {"USD"})
        .field("as_of", Public, "Date of the planning figures.", &C::asOf)
        .field("profile", Price, "Who owns what.", &C::profile)
        .field("confidence", Price, "The weakest of what is in it.", [](const C& c) { return wordOf(c.confidence); }, {"low", "medium", "high"})
        .field("capital", Price, "By category.", &C::capital)
        .field("it_capital_usd", Price, "Of the IT.", &C::itCapital)
        .field("facility_capital_usd", Price, "Of the facility; 0: it is rented.", &C::facilityCapital)
        .field("capital_usd_per_accelerator", Price, "Of all.", &C::capitalPerAccelerator)
        .field("usd_per_year", Price, "All of it.", &C::perYear)
        .field("typical_year", Price, "With all inputs typical.", &C::typical)
        .field("usd_per_accelerator_hour", Price, "Of an hour in which it is used.", &C::perAcceleratorHour)
        .field("energy_usd_per_accelerator_hour", Price, "Of that, what goes to energy.", &C::energyPerAcceleratorHour)
        .field("checks", Price, "Beside published clusters.", &C::checks)
        .field("tornado", Price, "What moves the accelerator-hour most, the widest first.", &C::tornado)
        .field("unpriced", Price, "Pieces without a price.", &C::unpriced)
        .field("assumptions", Internal, "What was assumed.", &C::assumptions);
}

template <> void describe(ObjectShape<SustainabilityFacts>& shape)
{
    using S = SustainabilityFacts;
    shape.field("it_w", Scale, "Provisioned power of all but cooling and power distribution.", &S::it)
        .field("conversion_loss_w", Scale, "Lost in the power chain.", &S::conversion)
        .field("cooling_w", Scale, "CDUs and other cooling units of the hall.", &S::ownCooling)
        .field("site_cooling_w", Site, "Of the site's plant; null: not said.", &S::mechanical)
        .field("other_w", Site, "Of the site; null: not said.", &S::other)
        .field("site_w", Site, "All of it; null: something is not known.", &S::siteTotal)
        .field("it_energy_kwh_per_year", Scale, "Of a year of operation.", &S::itEnergy)
        .field("pue", Site, "Site over IT power at full load; null: something is not known.", &S::pue)
        .field("wue_l_per_kwh", Site, "Water per energy of the IT; null: not known.", &S::wue)
        .field("cue_kg_per_kwh", Site, "Carbon dioxide per energy of the IT; null: not known.", &S::cue)
        .field("erf", Site, "Share of the energy that is used again; null: not known.", &S::reuseFactor)
        .field("missing", Register, "What these figures lack.", &S::missing);
}

template <> void describe(ObjectShape<ClassFailures>& shape)
{
    using C = ClassFailures;
    const auto ifKnown = [](auto member) {
        return [member](const C& c) { return c.annualRate ? std::optional{member(c)} : std::nullopt; };
    };
    shape.line()
        .field("class", Reliability, "Kind of part.", [](const C& c) { return wordOf(c.kind); })
        .field("count", Reliability, "How many.", &C::count)
        .field("annual_failure_rate", Reliability, "Of one; null: the profile gives none.", &C::annualRate)
        .field("failures_per_year", Reliability, "Of all.", ifKnown([](const C& c) { return c.perYear; }))
        .field("failures_over_lead_time", Reliability, "Until a replacement is delivered.", ifKnown([](const C& c) { return c.overLead; }))
        .field("spares", Reliability, "On the shelf, for the profile's target.", ifKnown([](const C& c) { return c.spares.count; }));
}

template <> void describe(ObjectShape<JobReliability>& shape)
{
    using J = JobReliability;
    shape.field("workload_id", AudienceClass::Workload, "Training; null: a job on all nodes.", [](const J& j) { return j.workload; })
        .field("nodes", Reliability, "That it runs on.", &J::nodes)
        .field("spare_nodes", Reliability, "Beside it.", &J::spareNodes)
        .field("spare_nodes_assumed", Reliability, "The site names none: as many as last with the profile's target.", &J::sparesAssumed)
        .field("mttf_s", Reliability, "Until one of its nodes fails; null: never.", [](const J& j) { return ifFinite(j.meanTimeToFailure); })
        .field("checkpoint_s", Reliability, "One write.", [](const J& j) { return j.checkpoint.time; })
        .field("restart_s", Reliability, "Until it computes again.", &J::restart)
        .field("checkpoint_interval_s", Reliability, "By Young and Daly; null: never.", [](const J& j) { return ifFinite(j.interval); });
}

template <> void describe(ObjectShape<LossLine>& shape)
{
    shape.line()
        .field("kind", Reliability, "What is lost.", &LossLine::kind)
        .field("subject", Reliability, "Which one.", &LossLine::subject)
        .field("name", Internal, "For people.", &LossLine::name)
        .field("accelerators", Reliability, "That stop.", &LossLine::accelerators)
        .field("of", Reliability, "All accelerators of the design.", &LossLine::of);
}

template <> void describe(ObjectShape<ReliabilityView>& shape)
{
    using V = ReliabilityView;
    shape.field("losses", Reliability, "What is lost with what, most accelerators first.", [](const V& v) { return v.package->losses; })
        .field("nodes", Reliability, "What is repaired as a whole and takes its job along.", [](const V& v) { return v.package->reliability.population.nodes; })
        .field("interruptions_per_day", Reliability, "All nodes, all causes.", [](const V& v) { return v.package->reliability.interruptionsPerDay; })
        .field("mttf_s", Reliability, "Of a job on all nodes; null: it never fails.", [](const V& v) { return ifFinite(v.package->reliability.meanTimeToFailure); })
        .field("part_failures_per_year", Reliability, "All classes with a rate.", [](const V& v) { return v.package->reliability.failuresPerYear; })
        .field("nodes_in_repair", Reliability, "On average.", [](const V& v) { return v.package->reliability.inRepair; })
        .field("spare_nodes", Reliability, "That the site keeps; null: not said.", [](const V& v) { return v.package->reliability.spareNodes; })
        .field("spare_nodes_at_target", Reliability, "As many as last with the profile's target.",
               [](const V& v) { return v.package->reliability.spareNodesLikely.count; })
        .field("classes", Reliability, "Failures and spares by kind of part.", [](const V& v) { return v.package->reliability.classes; })
        .field("jobs", Reliability, "How often each training, or a job on all nodes, is interrupted; the goodput of trainings stands in their estimates.", [](const V& v) { return v.package->reliability.jobs; });
}

} // namespace colonnade::model::package
