#include "model/exchange/estimatecase/EstimateCase.h"
#include "model/units/Text.h"

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <limits>
#include <sstream>

using namespace colonnade::model;

/// The other half of fit_training.py. Reads a case file; then for each line of pairs "constant value" from standard input
/// answers one line with the first figure that each case asks for, "nan" where there is none.
int main(int count, char** arguments)
{
    if (count != 2) {
        std::fputs("usage: training_residuals CASES.yaml\n", stderr);
        return 2;
    }
    std::ifstream in{arguments[1], std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    const auto cases = readEstimateCases(text, arguments[1]);
    if (!cases) {
        std::fprintf(stderr, "%s\n", cases.error().text.c_str());
        return 2;
    }
    for (std::string line; std::getline(std::cin, line);) {
        Calibration calibration = Calibration::builtIn();
        std::istringstream words{line};
        std::string name;
        for (double value = 0; words >> name >> value;) {
            double* constant = constantOf(calibration.training, name);
            if (!constant) {
                std::fprintf(stderr, "no constant '%s'\n", name.c_str());
                return 2;
            }
            *constant = value;
        }
        std::string out;
        for (const EstimateCase& one : cases->cases) {
            const EstimateCaseAnswer answer = answered(one, calibration);
            double value = std::numeric_limits<double>::quiet_NaN();
            for (const BandedFigure& figure : answer.figures) {
                if (!one.ask.empty() && figure.key == one.ask.front())
                    value = figure.value;
            }
            if (answer.error)
                std::fprintf(stderr, "%s: %s\n", one.id.c_str(), answer.error->text.c_str());
            out += fmt::format("{:.9g} ", value);
        }
        std::puts(out.c_str());
        std::fflush(stdout);
    }
    return 0;
}
