#include "model/performance/serving/ServingEstimate.h"
#include "model/performance/serving/ServingSearch.h"
#include "tests/support/Machines.h"

#include <QByteArray>
#include <QTest>

#include <algorithm>
#include <stop_token>
#include <vector>

using namespace colonnade::test;

namespace {

TransformerModel mixture()
{
    TransformerModel model{"Mixture", 48, 2048, 32, 4, 128, 768, 151936, true, false, true};
    model.experts = Experts{128, 8, 0, 768, 0};
    return model;
}

ServingJob requests(int concurrency, Precision precision = Precision::Fp8)
{
    ServingJob out;
    out.promptTokens = 1024;
    out.outputTokens = 1024;
    out.concurrency = concurrency;
    out.precision = precision;
    out.engine = ServingEngine::Vllm;
    return out;
}

struct Space {
    const char* name;
    ClusterView view;
    TransformerModel model;
    ServingJob job;
};

/// Two domains of eight, each accelerator with so many bytes beside what the engine reserves.
ClusterView smallNodes(double bytes)
{
    const ServingCalibration& all = ServingCalibration::builtIn();
    ClusterView view = h100(16);
    view.memory = Bytes{(all.reserve.value() + bytes) / all.memoryUsed};
    return view;
}

std::vector<Space> smallSpaces()
{
    std::vector<Space> spaces{{"dense", h100(8), llama3_8b(), requests(64)},
                              {"little memory", h100(8), llama3_70b(), requests(64)},
                              {"experts", h100(8), mixture(), requests(64)},
                              {"dense in two domains", h100(16), llama3_405b(), requests(4, Precision::Bf16)},
                              {"experts in one of two domains", h100(16), mixture(), requests(64)},
                              {"experts that need two domains", smallNodes(3.3e9), mixture(), requests(8)}};
    ServingJob free = requests(64, Precision::Bf16);
    free.free = FreeChoices{}.with(FreeChoice::Precision);
    spaces.push_back({"a free format", h100(8), llama3_8b(), free});
    return spaces;
}

/// Keys and values of one whole request on a rank: 2 L k_v d bytes a token, the heads shared by the tensor ranks.
double cacheOfOne(const TransformerModel& model, const ServingJob& job, int tensor)
{
    return 2.0 * model.layers * model.keyValueHeads * model.headSize * job.cacheBytes / std::min(tensor, model.keyValueHeads)
        * (job.promptTokens + job.outputTokens);
}

/// Every layout of so many ranks of the kinds that the search names: all degrees are tried, and those of no kind left out.
std::vector<ServingLayout> layoutsOf(const TransformerModel& model, int ranks, int domain)
{
    std::vector<ServingLayout> out;
    const std::vector<int> degrees{1, 2, 4, 8, 16};
    for (const int tensor : degrees) {
        for (const int pipeline : degrees) {
            for (const int data : degrees) {
                for (const int expertTensor : degrees) {
                    for (const int expert : degrees) {
                        const bool mixed = model.experts.has_value();
                        if (tensor * pipeline * data != ranks || model.heads % tensor != 0 || (mixed && model.experts->count % expert != 0))
                            continue;
                        const bool split = data == 1 && expert == 1 && expertTensor == (mixed ? tensor : 1);
                        const bool whole = mixed && pipeline == 1 && data == 1 && expert == tensor && expertTensor == 1 && tensor > 1;
                        const bool byRequests = mixed && pipeline == 1 && tensor == 1 && data == expert && expertTensor == 1 && data > 1;
                        const bool inside = ranks <= domain;
                        if ((split && (pipeline == 1 || (!inside && tensor == domain))) || (whole && inside) || byRequests)
                            out.push_back({tensor, pipeline, data, expertTensor, expert});
                    }
                }
            }
        }
    }
    return out;
}

/// The estimates of all layouts that hold the weights and one request, each by itself: within a domain, or where none does in
/// the fewest domains that do.
std::vector<ServingEstimate> exhaustive(const Space& space, ServingJob job, ServingArrival arrival)
{
    const ServingCalibration& all = ServingCalibration::builtIn();
    const int domain = space.view.scaleUp.size;
    std::vector<ServingEstimate> found;
    for (int ranks = 1; ranks <= space.view.accelerators; ranks *= 2) {
        if (ranks > domain && !found.empty())
            break;
        for (const ServingLayout& layout : layoutsOf(space.model, ranks, domain)) {
            job.layout = layout;
            const auto estimate = estimateServing(space.view, space.model, job, space.view.accelerators, arrival);
            if (!estimate)
                continue;
            const ServingMemory& memory = estimate->figures.memory;
            const double needed = memory.weights.value() + memory.reserve.value() + cacheOfOne(space.model, job, layout.tensor);
            if (needed <= space.view.memory->value() * all.memoryUsed)
                found.push_back(*estimate);
        }
    }
    return found;
}

/// In each number format that the job may take.
std::vector<ServingEstimate> inAllFormats(const Space& space, ServingArrival arrival)
{
    std::vector<ServingEstimate> all;
    for (const Precision precision : {Precision::Bf16, Precision::Fp8}) {
        if (precision != space.job.precision && space.job.free.none())
            continue;
        ServingJob job = space.job;
        job.precision = precision;
        for (ServingEstimate& one : exhaustive(space, job, arrival))
            all.push_back(std::move(one));
    }
    return all;
}

Seconds requestTime(const ServingFigures& figures, const ServingJob& job)
{
    return figures.firstToken + figures.token * job.outputTokens;
}

Result<ServingSearchResult> searched(const Space& space, const std::stop_token& stop = {})
{
    return searchServing(space.view, space.model, space.job, space.view.accelerators, arrivalOf(space.job), ServingCalibration::builtIn(), stop);
}

} // namespace

/// The search over layouts of serving, against every layout by itself.
class ServingSearchTest : public QObject {
    Q_OBJECT
private slots:
    void theSearchNeverBeatsAndNeverLosesToTryingAll()
    {
        for (const Space& space : smallSpaces()) {
            std::vector<double> rates;
            for (const ServingEstimate& one : inAllFormats(space, ServingArrival::Closed))
                rates.push_back(one.figures.tokensPerSecond);
            std::sort(rates.rbegin(), rates.rend());
            const auto search = searched(space);
            QVERIFY2(search.has_value() && !rates.empty(), space.name);
            QCOMPARE(search->tried, static_cast<int>(rates.size()));
            QCOMPARE(search->ranked.size(), std::min<std::size_t>(rates.size(), 10));
            for (std::size_t i = 0; i < search->ranked.size(); ++i)
                QVERIFY2(search->ranked[i].figures.tokensPerSecond == rates[i], space.name);
        }
    }

    // Each of the spaces is about something: else the one above would compare one layout with itself.
    void theSpacesHaveSomethingToChooseFrom()
    {
        const auto spaces = smallSpaces();
        const auto widest = [](const Space& space) {
            int ranks = 0;
            for (const ServingEstimate& one : inAllFormats(space, ServingArrival::Closed))
                ranks = std::max(ranks, one.figures.layout.ranks());
            return ranks;
        };
        QVERIFY(inAllFormats(spaces[0], ServingArrival::Closed).size() >= 4);
        QVERIFY(inAllFormats(spaces[2], ServingArrival::Closed).size() > 6);
        QCOMPARE(widest(spaces[3]), 16);
        QCOMPARE(widest(spaces[4]), 8);
        QCOMPARE(widest(spaces[5]), 16);
    }

    void withPromisesTheRequestsInFlightAreFoundToo()
    {
        for (Space space : smallSpaces()) {
            space.job.concurrency.reset();
            space.job.tokenGoal = Seconds{0.05};
            space.job.firstTokenGoal = Seconds{3};
            double most = 0;
            for (int requests = 1; requests <= 1 << 16; requests *= 2) {
                Space some = space;
                some.job.concurrency = requests;
                for (const ServingEstimate& one : inAllFormats(some, ServingArrival::Closed)) {
                    const ServingFigures& figures = one.figures;
                    const bool kept = figures.token <= *space.job.tokenGoal && figures.firstToken <= *space.job.firstTokenGoal;
                    if (kept && !figures.memoryBound && requests >= figures.instances)
                        most = std::max(most, figures.tokensPerSecond);
                }
            }
            const auto search = searched(space);
            QVERIFY2(search.has_value(), space.name);
            const ServingFigures& best = search->ranked.front().figures;
            if (most > 0)
                QVERIFY2(best.tokensPerSecond == most, space.name);
            else
                QVERIFY2(!meetsGoals(best, space.job), space.name);
        }
    }

    // What arrives is served in any layout that can: the best ends a request sooner than all others.
    void atARateTheSoonestWins()
    {
        for (Space space : smallSpaces()) {
            space.job.concurrency.reset();
            space.job.requestRate = 0.1;
            space.job.free = {};
            const auto search = searched(space);
            QVERIFY2(search.has_value(), space.name);
            const ServingFigures& best = search->ranked.front().figures;
            for (const ServingEstimate& one : exhaustive(space, space.job, ServingArrival::Random)) {
                if (!one.figures.overloaded)
                    QVERIFY2(!best.overloaded && requestTime(best, space.job) <= requestTime(one.figures, space.job), space.name);
            }
        }
    }

    void theBestTenAreOneOfEachLayoutWithAReason()
    {
        for (const Space& space : smallSpaces()) {
            const auto search = searched(space);
            QVERIFY2(search.has_value(), space.name);
            const auto& ranked = search->ranked;
            QVERIFY(ranked.front().job.layout == search->best.layout && ranked.front().job.precision == search->best.precision);
            for (std::size_t i = 1; i < ranked.size(); ++i) {
                const std::string why = whyItLoses(ranked.front(), ranked[i]);
                QVERIFY2(why.ends_with('.'), why.c_str());
                if (ranked[i].figures.tokensPerSecond < 0.999 * ranked.front().figures.tokensPerSecond)
                    QVERIFY2(why.find("less output, above all by ") != std::string::npos, why.c_str());
                for (std::size_t j = 0; j < i; ++j)
                    QVERIFY(ranked[i].job.layout != ranked[j].job.layout || ranked[i].job.precision != ranked[j].job.precision);
            }
        }
    }

    void aBrokenPromiseIsTheReason()
    {
        const Space space{"dense", h100(8), llama3_8b(), requests(64)};
        ServingPoint best = searched(space)->ranked.front();
        ServingPoint other = best;
        other.job.tokenGoal = best.job.tokenGoal = best.figures.token;
        other.figures.token = best.figures.token * 2;
        QVERIFY(whyItLoses(best, other).starts_with("An output token takes "));
        other.figures.overloaded = true;
        QCOMPARE(whyItLoses(best, other), std::string{"More requests arrive than it can serve."});
    }

    void theReasonIsWhatIsMostDifferent()
    {
        const Space space{"dense", h100(8), llama3_8b(), requests(64)};
        const ServingPoint best = searched(space)->ranked.front();
        const auto with = [&](auto&& change) {
            ServingPoint other = best;
            change(other.figures);
            return whyItLoses(best, other);
        };
        const auto ends = [](const std::string& why, std::string_view reason) { return why.ends_with(reason); };
        // Half the output because half as many are in flight, a token as long as before.
        const std::string fewer = with([](ServingFigures& figures) {
            figures.inFlight /= 2;
            figures.tokensPerSecond /= 2;
            figures.memoryBound = true;
        });
        QVERIFY2(fewer.starts_with("50") && ends(fewer, "room in memory for fewer requests."), fewer.c_str());
        // Half the output because a token takes twice as long, for waiting for prompts.
        const std::string longer = with([](ServingFigures& figures) {
            figures.lost += figures.token;
            figures.token = figures.token * 2;
            figures.tokensPerSecond /= 2;
        });
        QVERIFY2(ends(longer, "waiting for others' prompts."), longer.c_str());
        const std::string held = with([](ServingFigures& figures) { figures.tokensPerSecond /= 2; });
        QVERIFY2(ends(held, "the hand-off between the pools."), held.c_str());
        const std::string later = with([](ServingFigures& figures) { figures.firstToken = figures.firstToken * 3; });
        QVERIFY2(later.starts_with("A request takes ") && ends(later, "the wait for the first token."), later.c_str());
        QCOMPARE(whyItLoses(best, best), std::string{"It is as good."});
    }

    void aSearchThatIsStoppedSaysSo()
    {
        std::stop_source source;
        source.request_stop();
        const Space space{"dense", h100(8), llama3_8b(), requests(64)};
        const auto search = searched(space, source.get_token());
        QVERIFY(!search);
        QCOMPARE(search.error().text, std::string{"The search for a layout of 'Llama 3 8B' was stopped."});
        const auto points = servingPoints(space.view, space.model, space.job, 8, ServingCalibration::builtIn(), source.get_token());
        QVERIFY(!points);
    }
};

QTEST_APPLESS_MAIN(ServingSearchTest)
#include "tst_ServingSearch.moc"
