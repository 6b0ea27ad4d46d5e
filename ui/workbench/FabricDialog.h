#pragma once

#include "model/edit/ChainEdits.h"
#include "model/fabric/ProposedFabric.h"
#include "ui/document/DesignSession.h"

#include <QDialog>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace colonnade::ui {

/// A network by its recipe: a new one, or one that stands. Not modal; says at once what the recipe comes to, and the
/// strip shows it too.
class FabricDialog final : public QDialog {
    Q_OBJECT
public:
    /// `fabric`: the one to change; nothing: a new one.
    FabricDialog(DesignSession& session, const model::Holder& holder, const std::optional<model::FabricId>& fabric,
                 QWidget* parent);

    void done(int result) override;

signals:
    void said(const QString& message);

private:
    [[nodiscard]] const model::Arrangement* arrangement() const;
    [[nodiscard]] Edit edit() const;
    [[nodiscard]] QString stepName() const;
    void take(const model::Fabric& fabric); ///< Into the fields.
    void propose();                         ///< For the role.
    void countSwitches();                   ///< For the recipe.
    void tryOut();
    [[nodiscard]] QString outcome(const model::FabricPlan& plan) const;

    DesignSession& m_session;
    model::Holder m_holder;
    model::Fabric m_fabric;
    std::vector<model::SpareSwitches> m_spare;
    bool m_new;
    bool m_filling = false;
    bool m_retake; ///< Switches are taken by their number; not while those of a standing fabric are as they were.
    QLineEdit* m_name;
    QComboBox *m_role, *m_family, *m_model;
    QSpinBox *m_leaves, *m_spines;
    QDoubleSpinBox* m_oversubscription;
    QLabel* m_outcome;
    QPushButton* m_make;
};

} // namespace colonnade::ui
