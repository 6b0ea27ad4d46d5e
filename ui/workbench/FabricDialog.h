#pragma once

#include "model/edit/ChainEdits.h"
#include "model/edit/SetOutSwitches.h"
#include "model/fabric/ProposedFabric.h"
#include "ui/document/DesignSession.h"
#include "ui/document/NewestTask.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace colonnade::ui {

class FabricFields;

/// A network by its recipe: a new one, or one that stands. Not modal; says at once what the recipe comes to, and the
/// strip shows it too, worked out on a worker. Sets the switches out that are not there yet, in the same step, where a person wants it.
class FabricDialog final : public QDialog {
    Q_OBJECT
public:
    /// `fabric`: the one to change; nothing: a new one.
    FabricDialog(DesignSession& session, const model::Holder& holder, const std::optional<model::FabricId>& fabric,
                 QWidget* parent);

    void done(int result) override;
    /// What the fields say has no answer yet.
    [[nodiscard]] bool busy() const { return m_task.busy(); }

signals:
    void said(const QString& message);

private:
    [[nodiscard]] const model::Arrangement* arrangement() const;
    void makeFields(QFormLayout* form);
    [[nodiscard]] QString stepName() const;
    void take(const model::Fabric& fabric); ///< Into the fields.
    void fillModels();
    void propose();       ///< For the role.
    void countSwitches(); ///< For the recipe.
    void dealSwitches();  ///< By the numbers in the fields.
    void showRows();
    /// What a worker needs to say what a recipe comes to.
    struct Question {
        DesignRef design;
        model::Holder holder;
        model::Fabric fabric;
        std::optional<model::SwitchesWanted> wanted; ///< To be set out.
        std::optional<model::Error> impossible;      ///< Why switches could not be counted.
        bool isNew = false;
        const model::Catalog* documents = nullptr; ///< Of the session, which outlives its dialogs.
    };
    /// What it comes to.
    struct Answer {
        model::Fabric fabric; ///< With its media.
        QString text;
        bool possible = false;
    };
    [[nodiscard]] Question question() const;
    /// Anything where it is told to stop.
    static Answer answerOf(Question question, const std::stop_token& stop = {});
    static Edit editOf(const Question& question);
    void tryOut();
    void showAnswer(const Answer& answer);
    [[nodiscard]] const model::SpareSwitches* chosenModel() const;

    DesignSession& m_session;
    model::Holder m_holder;
    model::Fabric m_fabric;
    model::Fabric m_standing; ///< As it was taken into the fields.
    std::vector<model::SpareSwitches> m_spare; ///< Models that stand here, then others of the catalog.
    std::optional<model::Error> m_impossible; ///< Why switches could not be counted.
    bool m_new;
    bool m_filling = false;
    bool m_retake; ///< Switches are taken by their number; not while those of a standing fabric are as they were.
    QLineEdit* m_name;
    QComboBox *m_role, *m_model;
    FabricFields* m_fields;
    QFormLayout* m_form;
    QSpinBox *m_leaves, *m_spines, *m_cores;
    QCheckBox* m_setOut;
    QLabel* m_outcome;
    QPushButton* m_make;
    NewestTask m_task{this};
};

} // namespace colonnade::ui
