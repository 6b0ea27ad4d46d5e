#pragma once

#include "model/exchange/workbook/Sheet.h"
#include "model/units/Result.h"

#include <span>
#include <string>

namespace colonnade::model {

/// What a workbook says about itself. Nothing comes from the clock or the machine.
struct WorkbookProperties {
    std::string title;
    std::string issuedOn; ///< ISO date; where it is none, 1 January 1980, the first day that a ZIP file knows.
};

/// Sheets as the bytes of an Office Open XML workbook (.xlsx): heads frozen and filtered, text as text. Equal sheets give equal bytes.
/// Goes by a file in the folder for temporary files, which is gone afterwards. Fails where a sheet has a name that the format does not
/// take or too many rows, and where there is no room.
Result<std::string> workbookFile(std::span<const Sheet> sheets, const WorkbookProperties& properties);

} // namespace colonnade::model
