#include "model/performance/TrainingStack.h"

// Written by tests/calibration/fit_training.py: change the script, not the numbers.

namespace colonnade::model {

const TrainingStacks& TrainingStacks::builtIn()
{
    static const TrainingStacks stacks = [] {
        TrainingStacks all;
        {
            TrainingStack& stack = all.stacks[0]; // core
            stack.rates[0].part = "a100";
            stack.rates[0].wide = 0.93;
            stack.rates[0].fp8 = 0.93;
            stack.rates[0].fp4 = 0.93;
            stack.rates[0].attention = 0.5;
            stack.rates[1].part = "gb300";
            stack.rates[1].wide = 0.8745;
            stack.rates[1].fp8 = 1.354;
            stack.rates[1].fp4 = 1.045;
            stack.rates[1].attention = 0.7236;
            stack.rates[2].part = "b300";
            stack.rates[2].wide = 0.8365;
            stack.rates[2].fp8 = 1.066;
            stack.rates[2].attention = 0.5995;
            stack.rates[3].part = "gb200";
            stack.rates[3].wide = 0.9268;
            stack.rates[3].fp8 = 1.008;
            stack.rates[3].fp4 = 1.062;
            stack.rates[3].attention = 0.4765;
            stack.rates[4].part = "b200";
            stack.rates[4].wide = 0.7321;
            stack.rates[4].fp8 = 0.9788;
            stack.rates[4].attention = 0.4982;
            stack.rates[5].part = "h100";
            stack.rates[5].wide = 0.8037;
            stack.rates[5].fp8 = 0.9763;
            stack.rates[5].attention = 0.4811;
            stack.activationPasses = 3.093;
            stack.dispatchHidden = 0.1965;
            stack.dispatchShare = 0.6075;
            stack.elementwisePasses = 14.65;
            stack.grouped = 0.4715;
            stack.hostBackward = 0.0006677;
            stack.hostExpert = 0.001973;
            stack.hostForward = 0.0004295;
            stack.hostMessage = 0.0001942;
            stack.permutePasses = 6.063;
            stack.quantised = 1.323;
            stack.stolen = 0.6;
            stack.tensorHidden = 0.4926;
        }
        {
            TrainingStack& stack = all.stacks[1]; // classic
            stack.rates[0].part = "a100";
            stack.rates[0].wide = 0.9407;
            stack.activationPasses = 9.208;
            stack.dataWindow = 0.04104;
            stack.elementwisePasses = 11.52;
            stack.hostBackward = 0.0008583;
            stack.hostCollective = 2.428e-05;
            stack.hostForward = 0.001189;
            stack.hostMessage = 0.0006242;
            stack.hostStep = 0.004723;
            stack.optimizerBytes = 21.85;
            stack.portShare = 0.4604;
        }
        {
            TrainingStack& stack = all.stacks[2]; // fsdp
            stack.rates[0].part = "a100";
            stack.rates[0].wide = 0.9729;
            stack.rates[0].attention = 0.3779;
            stack.rates[1].part = "h100";
            stack.rates[1].wide = 0.8978;
            stack.rates[1].fp8 = 0.8013;
            stack.rates[1].attention = 0.2091;
            stack.activationPasses = 4.583;
            stack.dataWindow = 0.9;
            stack.elementwisePasses = 26.1;
            stack.gatherShare = 0.5524;
            stack.headSizeLoss = 10.15;
            stack.hostBackward = 0.0008;
            stack.hostForward = 0.0005;
            stack.hostStep = 0.05347;
            stack.portShare = 0.8029;
            stack.stolen = 0.5328;
        }
        {
            TrainingStack& stack = all.stacks[3]; // xla
            stack.rates[0].part = "tpuv4";
            stack.rates[0].wide = 0.7333;
            stack.rates[1].part = "tpuv5e";
            stack.rates[1].wide = 0.7432;
            stack.rates[2].part = "tpuv5p";
            stack.rates[2].wide = 0.842;
            stack.rates[3].part = "tpuv6e";
            stack.rates[3].wide = 0.6477;
            stack.rates[4].part = "h100";
            stack.rates[4].wide = 0.6335;
            stack.dataWindow = 0.9999;
            stack.gatherShare = 0.9998;
            stack.grouped = 1;
            stack.portShare = 0.8373;
            stack.stolen = 0.06299;
        }
        return all;
    }();
    return stacks;
}

} // namespace colonnade::model
