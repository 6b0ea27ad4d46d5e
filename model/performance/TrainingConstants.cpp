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
            stack.rates[0].bandWide = 0.1051;
            stack.rates[0].bandLow = 0.089;
            stack.rates[0].bandExperts = 0.3119;
            stack.rates[1].part = "gb300";
            stack.rates[1].wide = 0.8654;
            stack.rates[1].fp8 = 1.299;
            stack.rates[1].fp4 = 0.9927;
            stack.rates[1].attention = 0.6964;
            stack.rates[1].bandWide = 0.1051;
            stack.rates[1].bandLow = 0.09684;
            stack.rates[1].bandExperts = 0.2797;
            stack.rates[1].measured = true;
            stack.rates[2].part = "b300";
            stack.rates[2].wide = 0.8025;
            stack.rates[2].fp8 = 0.8819;
            stack.rates[2].attention = 0.5757;
            stack.rates[2].bandWide = 0.1051;
            stack.rates[2].bandLow = 0.089;
            stack.rates[2].bandExperts = 0.3119;
            stack.rates[2].measured = true;
            stack.rates[3].part = "gb200";
            stack.rates[3].wide = 0.8658;
            stack.rates[3].fp8 = 0.9867;
            stack.rates[3].fp4 = 1.021;
            stack.rates[3].attention = 0.4565;
            stack.rates[3].bandWide = 0.1051;
            stack.rates[3].bandLow = 0.05422;
            stack.rates[3].bandExperts = 0.3549;
            stack.rates[3].measured = true;
            stack.rates[4].part = "b200";
            stack.rates[4].wide = 0.6847;
            stack.rates[4].fp8 = 0.9591;
            stack.rates[4].attention = 0.5401;
            stack.rates[4].bandWide = 0.1051;
            stack.rates[4].bandLow = 0.089;
            stack.rates[4].bandExperts = 0.3501;
            stack.rates[4].measured = true;
            stack.rates[5].part = "h100";
            stack.rates[5].wide = 0.8;
            stack.rates[5].fp8 = 0.9542;
            stack.rates[5].attention = 0.5659;
            stack.rates[5].bandWide = 0.1051;
            stack.rates[5].bandLow = 0.09599;
            stack.rates[5].bandExperts = 0.2017;
            stack.rates[5].measured = true;
            stack.activationPasses = 2.552;
            stack.dispatchHidden = 0.2168;
            stack.dispatchShare = 0.6727;
            stack.elementwisePasses = 13.04;
            stack.grouped = 0.4589;
            stack.hostBackward = 0.0004489;
            stack.hostExpert = 0.002872;
            stack.hostForward = 0.002301;
            stack.hostMessage = 7.218e-05;
            stack.permutePasses = 3.586;
            stack.quantised = 1.306;
            stack.stolen = 0.5779;
            stack.tensorHidden = 0.4472;
        }
        {
            TrainingStack& stack = all.stacks[1]; // classic
            stack.rates[0].part = "a100";
            stack.rates[0].wide = 0.9407;
            stack.rates[0].bandWide = 0.1334;
            stack.rates[0].bandLow = 0.0874;
            stack.rates[0].bandExperts = 0.3075;
            stack.rates[0].measured = true;
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
            stack.rates[0].bandWide = 0.06699;
            stack.rates[0].bandLow = 0.0874;
            stack.rates[0].bandExperts = 0.3075;
            stack.rates[0].measured = true;
            stack.rates[1].part = "h100";
            stack.rates[1].wide = 0.8978;
            stack.rates[1].fp8 = 0.8013;
            stack.rates[1].attention = 0.2091;
            stack.rates[1].bandWide = 0.04;
            stack.rates[1].bandLow = 0.0874;
            stack.rates[1].bandExperts = 0.3075;
            stack.rates[1].measured = true;
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
            stack.rates[0].wide = 0.7334;
            stack.rates[0].bandWide = 0.1242;
            stack.rates[0].bandLow = 0.0874;
            stack.rates[0].bandExperts = 0.3075;
            stack.rates[0].measured = true;
            stack.rates[1].part = "tpuv5e";
            stack.rates[1].wide = 0.7434;
            stack.rates[1].bandWide = 0.1339;
            stack.rates[1].bandLow = 0.0874;
            stack.rates[1].bandExperts = 0.3075;
            stack.rates[1].measured = true;
            stack.rates[2].part = "tpuv5p";
            stack.rates[2].wide = 0.8421;
            stack.rates[2].bandWide = 0.1242;
            stack.rates[2].bandLow = 0.0874;
            stack.rates[2].bandExperts = 0.3075;
            stack.rates[2].measured = true;
            stack.rates[3].part = "tpuv6e";
            stack.rates[3].wide = 0.6477;
            stack.rates[3].bandWide = 0.1242;
            stack.rates[3].bandLow = 0.0874;
            stack.rates[3].bandExperts = 0.3075;
            stack.rates[3].measured = true;
            stack.rates[4].part = "h100";
            stack.rates[4].wide = 0.6171;
            stack.rates[4].bandWide = 0.1242;
            stack.rates[4].bandLow = 0.0874;
            stack.rates[4].bandExperts = 0.3075;
            stack.rates[4].measured = true;
            stack.dataWindow = 0.9996;
            stack.gatherShare = 0.9995;
            stack.grouped = 1;
            stack.portShare = 0.8384;
            stack.stolen = 0.06347;
        }
        return all;
    }();
    return stacks;
}

} // namespace colonnade::model
