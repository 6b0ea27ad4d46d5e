#include "model/exchange/estimatecase/EstimateCase.h"

#include "model/units/Text.h"

namespace colonnade::model {

EstimateCaseAnswer productAnswer(const EstimateCase& one, const Calibration& /*calibration*/)
{
    EstimateCaseAnswer answer;
    answer.error = fail("Case '{}' of kind '{}' is not evaluated", shown(one.id), shown(one.kind)).value();
    return answer;
}

} // namespace colonnade::model
