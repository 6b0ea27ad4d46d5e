#include "model/exchange/estimatecase/EstimateCase.h"

#include "model/performance/NodeNetwork.h"
#include "model/performance/PartWords.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

/// Half-width of a band that holds four of five, over the mean error: of the tables that were left out of the fit.
constexpr double bandPerError = 1.6;
/// Few runs over several nodes are published: the error that their family is expected to have.
constexpr double acrossError = 0.1;
constexpr double smallest = 512;
constexpr double largest = 2.0 * gibibyte;
constexpr double giga = 1e9;

/// What a collective is counted as: an operation of the calibration, over so much data and so many ranks that its bus traffic
/// is the same.
struct Operation {
    std::string_view name;
    Collective like;
    bool exact; ///< Measured as itself.
    bool pair;  ///< From one accelerator to another.
    bool port;  ///< Through one network port.
};
constexpr Operation operations[] = {
    {"all_reduce", Collective::AllReduce, true, false, false},         {"allreduce", Collective::AllReduce, true, false, false},
    {"all_gather", Collective::AllGather, true, false, false},         {"allgather", Collective::AllGather, true, false, false},
    {"reduce_scatter", Collective::ReduceScatter, true, false, false}, {"reducescatter", Collective::ReduceScatter, true, false, false},
    {"alltoall", Collective::AllToAll, true, false, false},            {"all_to_all", Collective::AllToAll, true, false, false},
    {"broadcast", Collective::AllGather, false, false, false},         {"reduce", Collective::ReduceScatter, false, false, false},
    {"sendrecv", Collective::AllToAll, false, true, false},            {"p2p", Collective::AllToAll, false, true, false},
    {"per-NIC", Collective::AllToAll, false, true, true}};

const Operation* operationOf(std::string_view name)
{
    const auto found = std::find_if(std::begin(operations), std::end(operations), [&](const Operation& one) { return one.name == name; });
    return found == std::end(operations) ? nullptr : found;
}

/// Bytes over the wire of each rank per byte of data.
double busFactorOf(const Operation& operation, int ranks)
{
    return operation.exact ? busFactor(operation.like, ranks) : 1;
}

/// Of one port, in Gbit/s, by the words behind the part: "NDR", "RoCE400", "IB200". Nothing for scale-up links.
std::optional<double> portOf(const std::vector<std::string>& words)
{
    constexpr std::pair<std::string_view, double> generations[] = {{"edr", 100}, {"hdr", 200}, {"ndr", 400}, {"xdr", 800}};
    for (const std::string& word : words) {
        for (const auto& [name, rate] : generations)
            if (word == name)
                return rate;
        for (const std::string_view kind : {"ib", "roce", "efa", "eth"}) {
            if (!word.starts_with(kind))
                continue;
            if (const auto rate = numberFrom(std::string_view{word}.substr(kind.size())); rate && *rate >= 10 && *rate <= 10'000)
                return rate;
        }
    }
    return std::nullopt;
}

struct Machine {
    std::vector<std::string> words; ///< Of the hardware.
    int domain = 8; ///< Accelerators that scale-up links join.
    std::optional<double> port; ///< Gbit/s, as the case states it.
    [[nodiscard]] bool has(std::string_view word) const { return std::find(words.begin(), words.end(), word) != words.end(); }
};

Machine machineOf(const EstimateCase& one)
{
    Machine machine;
    machine.words = wordsOf(one.hardware);
    machine.port = portOf(machine.words);
    for (const std::string_view rack : {"gb200", "gb300", "nvl72"})
        if (machine.has(rack))
            machine.domain = 72;
    return machine;
}

/// "4 x 200 Gb/s ... per node" of a remark: ports of a node and the rate of each.
std::optional<std::pair<double, double>> portsStated(std::string_view notes)
{
    const auto unit = notes.find(" Gb/s");
    const auto by = notes.rfind(" x ", unit);
    if (unit == std::string_view::npos || by == std::string_view::npos || notes.find("per node") == std::string_view::npos)
        return std::nullopt;
    auto begin = by;
    while (begin > 0 && notes[begin - 1] >= '0' && notes[begin - 1] <= '9')
        --begin;
    const auto count = numberFrom(notes.substr(begin, by - begin));
    const auto rate = numberFrom(notes.substr(by + 3, unit - by - 3));
    if (!count || !rate || *count < 1 || *count > 1000 || *rate < 1 || *rate > 100'000)
        return std::nullopt;
    return std::pair{*count, *rate};
}

/// The ports of a node, with what is assumed of them.
NodeNetwork networkOf(const EstimateCase& one, const Machine& machine, std::vector<std::string>& assumptions)
{
    NodeNetwork network;
    network.perNode = machine.domain;
    if (const auto stated = portsStated(one.notes)) {
        network.ports = ByteRate{stated->first * stated->second * giga / 8};
        return network;
    }
    double rate = machine.port.value_or(0);
    if (rate <= 0 && one.part.port)
        rate = one.part.port->value() * 8 / giga;
    if (rate <= 0) {
        rate = machine.has("a100") ? 200 : machine.has("gb300") || machine.has("b300") ? 800 : 400;
        assumptions.push_back(fmt::format("The network is not stated: ports of {} Gb/s.", significant(rate, 3)));
    }
    double count = machine.domain;
    // Boards of eight A100 that are no DGX commonly have a port for each of their four PCIe switches.
    if (machine.has("a100") && rate >= 200 && !machine.has("dgx"))
        count /= 2;
    assumptions.push_back(fmt::format("Ports are not stated: {} of {} Gb/s for a node of {}.", significant(count, 3), significant(rate, 3), machine.domain));
    network.ports = ByteRate{count * rate * giga / 8};
    return network;
}

void addFigures(EstimateCaseAnswer& answer, double factor, double band)
{
    const auto [least, most] = std::minmax_element(answer.table.begin(), answer.table.end());
    const double rate = most->first * factor / most->second / 1e3; // bytes in a microsecond are MB/s
    answer.figures.push_back({"busbw_GBps_at_largest", rate, rate / (1 + band), rate * (1 + band)});
    answer.figures.push_back({"latency_us_smallest", least->second, least->second / (1 + band), least->second * (1 + band)});
    answer.tableKey = "bytes_us";
    answer.tableBand = band;
}

} // namespace

EstimateCaseAnswer collectiveAnswer(const EstimateCase& one, const Calibration& calibration)
{
    EstimateCaseAnswer answer;
    const auto refuse = [&](Error error) {
        answer.error = std::move(error);
        return answer;
    };
    const Operation* operation = operationOf(one.modelName);
    if (!operation)
        return refuse({fmt::format("Case '{}' is of the collective '{}', which is not known", shown(one.id), shown(one.modelName))});
    const int ranks = operation->pair ? 2 : one.accelerators;
    if (ranks < 2)
        return refuse({fmt::format("Case '{}' needs 'accelerators' of two or more", shown(one.id))});
    const CollectiveChoice choice = collectiveLawFor(calibration.collectives, one.part.name, operation->like, one.part.scaleUp.value_or(ByteRate{}));
    if (!choice.law)
        return refuse({"The calibration has no measured collectives"});

    const Machine machine = machineOf(one);
    const bool across = operation->port || one.accelerators > machine.domain;
    const ByteRate link = one.part.scaleUp.value_or(ByteRate{choice.law->nominal});
    const CollectiveCurve curve = curveOf(*choice.law, across ? std::min(ranks, machine.domain) : ranks, link);
    NodeNetwork network;
    if (across)
        network = networkOf(one, machine, answer.assumptions);
    std::vector<double> sizes = one.at;
    if (sizes.empty()) {
        sizes = {smallest, largest};
        answer.assumptions.emplace_back("No sizes are asked for: the largest is 2 GiB.");
    }
    const double factor = busFactorOf(*operation, ranks);
    const double scale = factor / busFactor(operation->like, ranks);
    NodeCollectiveTime parts;
    for (const double size : sizes) {
        const Bytes data{size * scale};
        if (!across)
            parts = {Seconds{curve.latency}, curve.time(data) - Seconds{curve.latency}, {}};
        else if (operation->pair)
            parts = {network.hop, {}, Bytes{size} / (network.ports * (network.portShare / network.perNode))};
        else
            parts = acrossNodes(operation->like, ranks, data, curve, network);
        answer.table.emplace_back(size, parts.total().value() * 1e6);
    }
    const bool measured = choice.measured && operation->exact;
    answer.extrapolated = !measured || ranks > 8;
    const double error = across ? acrossError : choice.law->error * (measured || choice.law->rows == 0 ? 1 : 2);
    addFigures(answer, factor, bandPerError * error);
    answer.breakdown = {{"start", parts.start.value()}, {"scale_up", parts.portsLimit() ? 0 : parts.inside.value()},
                        {"scale_out", parts.portsLimit() ? parts.across.value() : 0}};
    const std::string at = fmt::format("At {}, ", text(Bytes{sizes.back()}));
    if (parts.start > std::max(parts.inside, parts.across))
        answer.bottleneck = at + "the start-up of its steps takes longest.";
    else if (parts.portsLimit())
        answer.bottleneck = at + fmt::format("the network ports of a node limit it, {} GB/s together.", significant(network.ports.value() / giga, 4));
    else
        answer.bottleneck = at + fmt::format("the scale-up links limit it, {} GB/s each way.", significant(link.value() / giga, 4));
    if (!measured)
        answer.assumptions.push_back(fmt::format("'{}' was not measured on '{}': it follows from its kind of link, {}, and from what such an operation takes on others.",
                                                 shown(one.modelName), shown(one.part.name), choice.law->link));
    else if (ranks > 8)
        answer.assumptions.emplace_back("Measured with up to eight accelerators; more follow by the law in their number.");
    return answer;
}

} // namespace colonnade::model
