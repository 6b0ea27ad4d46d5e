#pragma once

#include "model/rules/Finding.h"

#include <QWidget>

namespace colonnade::ui {

/// A finding with this design's numbers: formula, value against limit as a bar, what is missing, fixes.
class FindingCard final : public QWidget {
    Q_OBJECT
public:
    explicit FindingCard(const model::Finding& finding, QWidget* parent = nullptr);

signals:
    void fixWanted(const model::Fix& fix);
};

} // namespace colonnade::ui
