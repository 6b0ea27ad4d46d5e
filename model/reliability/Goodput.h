#pragma once

#include "model/units/Quantity.h"

namespace colonnade::model {

/// Daly's interval between checkpoints, of higher order than Young's sqrt(2 C M):
/// sqrt(2 C M) (1 + sqrt(C / 2M) / 3 + C / 18 M) - C for C < 2 M, else M. Daly 2006, "A higher order estimate of the optimum
/// checkpoint interval for restart dumps".
Seconds dalyInterval(Seconds checkpoint, Seconds betweenFailures);

/// Share of the time in which a job makes progress that lasts, failures being exponential:
/// tau / (M e^(R/M) (e^((tau + C)/M) - 1)). Daly 2006. 0 for an interval of 0.
double checkpointedGoodput(Seconds interval, Seconds checkpoint, Seconds restart, Seconds betweenFailures);

/// Bytes of a checkpoint: 14 per parameter, 16-bit weights and FP32 master copy and moments.
Bytes checkpointSize(double parameters);

/// By how much the slowest of `ranks` takes longer than their mean, each step's times being spread by `spread` of it: the
/// greatest of n normal numbers is expected at sqrt(2 ln n) standard deviations at most. 0 for one rank.
double stragglerDelay(double spread, double ranks);

/// Goodput of a job whose steps wait for the slowest of its nodes: `slower` is by how much the slowest takes longer.
constexpr double withStragglers(double goodput, double slower)
{
    return goodput / (1 + slower);
}

} // namespace colonnade::model
