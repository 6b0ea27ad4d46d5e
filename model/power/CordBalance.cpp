#include "model/power/CordBalance.h"

#include "model/power/CordLoads.h"
#include "model/power/Outlets.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace colonnade::model {

namespace {

/// The most current in a line, then in a bank; both as sums of power, which is the same for one
/// PDU.
struct Measure {
    double line = 0, bank = 0;
    [[nodiscard]] bool betterThan(const Measure& other) const
    {
        const auto less = [](double a, double b) { return a < b - 1e-9 * std::max(1.0, b); };
        return less(line, other.line) || (!less(other.line, line) && less(bank, other.bank));
    }
};

struct Job {
    const LoadedCord* cord = nullptr;
    double load = 0;
    int outlet = 0;
    bool fixed = false; ///< Set by hand before.
};

/// Gives the outlets of one PDU to its cords.
class Spread {
public:
    Spread(const Device& pdu, std::vector<Job> jobs)
        : m_pdu{*pdu.part}, m_lineToLine{lineToLine(*pdu.part->pdu)}, m_jobs{std::move(jobs)}
    {
        m_taken.resize(static_cast<std::size_t>(outletCount(m_pdu)) + 1);
    }

    /// Nothing where a cord finds no outlet, or where this is no better than what is planned.
    std::optional<std::vector<Job>> operator()()
    {
        const Measure before = measure();
        for (const Job& job : m_jobs)
            m_taken[static_cast<std::size_t>(job.outlet)] = job.fixed && job.outlet > 0;
        std::stable_sort(m_jobs.begin(), m_jobs.end(), [](const Job& a, const Job& b) {
            return std::pair(!a.fixed, -a.load) < std::pair(!b.fixed, -b.load);
        });
        for (Job& job : m_jobs)
            job.outlet = job.fixed ? job.outlet : 0;
        for (Job& job : m_jobs) {
            if (!job.fixed && !place(job))
                return std::nullopt;
        }
        exchange();
        if (!measure().betterThan(before))
            return std::nullopt;
        return std::move(m_jobs);
    }

private:
    [[nodiscard]] bool fits(const Job& job, int outlet) const
    {
        return job.cord->input->inlet.empty()
            || mates(job.cord->input->inlet, outletType(m_pdu, outlet));
    }

    [[nodiscard]] Measure measure() const
    {
        PerLine loads{}; // As if watts were amperes: one PDU has one voltage.
        std::map<int, double> banks;
        for (const Job& job : m_jobs) {
            if (job.outlet == 0)
                continue;
            const auto phase = outletPhase(m_pdu, job.outlet);
            for (std::size_t i = 0; i < 3; ++i) {
                if (job.cord->lines == 3 || !phase)
                    loads[i] += Amperes{job.load / 3};
                else if (*phase == i)
                    loads[i] += Amperes{job.load};
            }
            if (const auto bank = outletBank(m_pdu, job.outlet))
                banks[*bank] += job.load;
        }
        const PerLine lines = m_lineToLine ? lineCurrents(loads) : loads;
        Measure measure{lines[hottest(lines)].value(), 0};
        for (const auto& [bank, load] : banks)
            measure.bank = std::max(measure.bank, load);
        return measure;
    }

    /// The free outlet that leaves the least, of those of one kind rather than of the combined
    /// kinds, and the lowest.
    bool place(Job& job)
    {
        using Cost = std::tuple<double, double, double, bool>;
        std::optional<std::pair<Cost, int>> best;
        std::map<std::tuple<std::string_view, std::optional<std::size_t>, std::optional<int>>, Cost>
            known;
        const int outlets = outletCount(m_pdu);
        for (int outlet = 1; outlet <= outlets; ++outlet) {
            if (m_taken[static_cast<std::size_t>(outlet)] || !fits(job, outlet))
                continue;
            // All outlets of one kind, phase and bank are as good as each other.
            const std::string_view type = outletType(m_pdu, outlet);
            const auto kind =
                std::tuple(type, outletPhase(m_pdu, outlet), outletBank(m_pdu, outlet));
            if (known.contains(kind))
                continue;
            job.outlet = outlet;
            const Measure then = measure();
            const Cost cost{then.line, onItsPhase(job), then.bank, !isPlain(type)};
            known.emplace(kind, cost);
            if (!best || cost < best->first)
                best = std::pair{cost, outlet};
        }
        job.outlet = best ? best->second : 0;
        if (best)
            m_taken[static_cast<std::size_t>(job.outlet)] = true;
        return best.has_value();
    }

    [[nodiscard]] double onItsPhase(const Job& job) const
    {
        const auto phase = outletPhase(m_pdu, job.outlet);
        double load = 0;
        for (const Job& other : m_jobs)
            load += other.outlet > 0 && outletPhase(m_pdu, other.outlet) == phase ? other.load : 0;
        return load;
    }

    static bool isPlain(std::string_view type)
    {
        return type == "C13" || type == "C15" || type == "C19" || type == "C21";
    }

    void exchange()
    {
        constexpr int passes = 8;
        Measure now = measure();
        for (int pass = 0; pass < passes; ++pass) {
            bool improved = false;
            for (Job& a : m_jobs) {
                for (Job& b : m_jobs) {
                    if (&a == &b || a.fixed || b.fixed || !fits(a, b.outlet) || !fits(b, a.outlet))
                        continue;
                    std::swap(a.outlet, b.outlet);
                    if (const Measure then = measure(); then.betterThan(now)) {
                        now = then;
                        improved = true;
                    } else {
                        std::swap(a.outlet, b.outlet);
                    }
                }
            }
            if (!improved)
                return;
        }
    }

    const PartType& m_pdu;
    bool m_lineToLine = false;
    std::vector<Job> m_jobs;
    std::vector<bool> m_taken; ///< By outlet; 0 stands for none.
};

} // namespace

Result<RackDesign> balancedPhases(const RackDesign& rack)
{
    const auto cords = loadedCords(rack);
    std::map<const Device*, std::vector<Job>> byPdu;
    for (const LoadedCord& cord : cords) {
        if (cord.cord.pdu && cord.cord.pdu->part->pdu)
            byPdu[cord.cord.pdu].push_back(
                {&cord, cord.worst.value_or(Watts{}).value(), cord.cord.outlet, cord.cord.byHand});
    }
    std::map<DeviceId, std::vector<Cord>> moved;
    for (auto& [pdu, jobs] : byPdu) {
        const auto spread = Spread{*pdu, std::move(jobs)}();
        for (const Job& job : spread.value_or(std::vector<Job>{})) {
            if (!job.fixed)
                moved[job.cord->cord.device->id].push_back(
                    {job.cord->cord.supply, pdu->id, job.outlet});
        }
    }
    if (moved.empty())
        return fail("The cords of rack design '{}' lie as evenly on its PDUs as they can",
                    rack.id());
    std::vector<Device> devices;
    std::vector<DeviceId> ids;
    for (auto& [id, list] : moved) {
        Device device = *rack.device(id);
        device.cords.insert(device.cords.end(), list.begin(), list.end());
        std::sort(device.cords.begin(), device.cords.end(),
                  [](const Cord& a, const Cord& b) { return a.supply < b.supply; });
        devices.push_back(std::move(device));
        ids.push_back(id);
    }
    return rack.mounted(std::move(devices), ids);
}

} // namespace colonnade::model
