#pragma once

#include "model/design/Workload.h"
#include "ui/workbench/FieldForm.h"

#include <vector>

namespace colonnade::ui {

/// The shape of a transformer: a shipped one, or field by field.
class ModelForm final : public FieldForm {
    Q_OBJECT
public:
    explicit ModelForm(QWidget* parent);
    void take(const model::TransformerModel& shape);
    /// `shape` with what the fields say.
    [[nodiscard]] model::TransformerModel applied(model::TransformerModel shape) const;
    void showAsOwn(); ///< No shipped model is named any more.

signals:
    void modelChosen(const model::TransformerModel& shape);
    void importAsked();

private:
    void addLibrary();
    void addShape();
    void addExperts();
    void addFurther();

    QComboBox* m_model = nullptr;
    std::vector<model::TransformerModel> m_models; ///< Beside the entries of `m_model`, from the second.
    Fields<model::TransformerModel> m_fields;
};

} // namespace colonnade::ui
