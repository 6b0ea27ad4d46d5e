#pragma once

#include "model/units/Rates.h"

#include <algorithm>
#include <cstdint>

namespace colonnade::model {

enum class Collective : std::uint8_t { AllReduce, AllGather, ReduceScatter, AllToAll };

/// What one rank sees of a network: bandwidth in one direction and the time of one hop.
struct Link {
    ByteRate bandwidth;
    Seconds latency;
};

/// Bytes over the wire per byte of data: 2(n-1)/n all-reduce, (n-1)/n the others. nccl-tests,
/// PERFORMANCE.md.
double busFactor(Collective, int ranks);
/// Bus bandwidth of a collective over `data` bytes: its algorithm bandwidth times the bus factor.
ByteRate busBandwidth(Collective, int ranks, Bytes data, Seconds time);

/// Ring all-reduce of `data`: 2(n-1) hops, 2(n-1)/n of the data (Patarasuk and Yuan 2009).
Seconds ringAllReduce(Bytes data, int ranks, Link);
/// Ring all-gather or reduce-scatter; `data` is the gathered size.
Seconds ringAllGather(Bytes data, int ranks, Link);
/// Double binary tree: 2 log2(n) hops, twice the data, both halves busy. Wins for small data on
/// many nodes.
Seconds treeAllReduce(Bytes data, int ranks, Link);
/// Reduction in the switches (NVLS, SHARP): one hop, the data once up and down.
Seconds inSwitchAllReduce(Bytes data, Link);
/// Domains but its own that a token is sent to on its way to `chosen` of the experts that `domains` share out evenly, where it
/// crosses once to each domain and is passed on inside: (D - 1)(1 - (1 - 1/D)^k), the choice being even. A router that keeps to
/// `nodeLimit` domains (0: any) lets no more than L (D - 1)/D of them be others, its own being one of the L as often as any.
double otherDomains(double domains, double chosen, int nodeLimit);
/// All-to-all over links of one speed.
Seconds allToAll(Bytes data, int ranks, Link);

/// An all-reduce over islands (nodes, scale-up domains): reduce-scatter inside, all-reduce across
/// by each local rank on its own rail with its part of the data, all-gather inside.
struct HierarchicalTime {
    Seconds scatter, across, gather;
    [[nodiscard]] Seconds phased() const { return scatter + across + gather; }
    [[nodiscard]] Seconds pipelined() const { return std::max(scatter + gather, across); }
};
HierarchicalTime hierarchicalAllReduce(Bytes data, int islands, int perIsland, Link inside,
                                       Link across, double oversubscription = 1);

/// Traffic that stays visible when `traffic` runs beside `window` of computing that it slows by
/// `stolen` (the share of compute lost while a collective runs), the first and last piece of it
/// (`edge`) never hidden.
Seconds exposed(Seconds traffic, Seconds window, double stolen, Seconds edge);

} // namespace colonnade::model
