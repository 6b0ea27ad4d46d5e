#pragma once

#include "model/design/Workload.h"
#include "ui/document/Words.h"

#include <QComboBox>
#include <QFormLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QWidget>

#include <array>
#include <utility>
#include <vector>

namespace colonnade::ui {

/// Labelled fields, one below the other.
class FieldForm : public QWidget {
    Q_OBJECT
public:
    explicit FieldForm(QWidget* parent);

signals:
    void changed(); ///< A field has another value.

protected:
    /// A whole number; `name` is the field's for tests, `atLeast` stands in its place where it has its least value.
    QSpinBox* number(const QString& label, const char* name, int least, const QString& unit = {}, const QString& atLeast = {});
    /// One of a few values, as `text` calls them.
    template <class E, std::size_t N> QComboBox* choice(const QString& label, const char* name, const std::array<E, N>& values, auto text)
    {
        auto* box = new QComboBox(this);
        for (const E value : values)
            box->addItem(text(value), static_cast<int>(value));
        return addChoice(label, name, box);
    }
    template <class E> static void choose(QComboBox* box, E value) { box->setCurrentIndex(std::max(0, box->findData(static_cast<int>(value)))); }
    template <class E> static E chosen(const QComboBox* box) { return static_cast<E>(box->currentData().toInt()); }

    /// Fields that show one whole number each of a `T`.
    template <class T> class Numbers {
    public:
        void add(QSpinBox* box, int T::*member) { m_all.emplace_back(box, member); }
        void show(const T& value) const
        {
            for (const auto& [box, member] : m_all)
                box->setValue(value.*member);
        }
        void into(T& value) const
        {
            for (const auto& [box, member] : m_all)
                value.*member = box->value();
        }

    private:
        std::vector<std::pair<QSpinBox*, int T::*>> m_all;
    };

    QFormLayout* m_form;

private:
    QComboBox* addChoice(const QString& label, const char* name, QComboBox* box);
};

/// The shape of a transformer: a shipped one, or field by field.
class ModelForm final : public FieldForm {
    Q_OBJECT
public:
    explicit ModelForm(QWidget* parent);
    void take(const model::TransformerModel& shape);
    /// `shape` with what the fields say.
    [[nodiscard]] model::TransformerModel applied(model::TransformerModel shape) const;
    void showAsOwn(); ///< No shipped model is named any more.
    void enableFields(); ///< Those of experts where there are some.

signals:
    void modelChosen(const model::TransformerModel& shape);
    void importAsked();

private:
    QComboBox* m_model;
    std::vector<model::TransformerModel> m_models; ///< Beside the entries of `m_model`, from the second.
    Numbers<model::TransformerModel> m_shape;
    Numbers<model::Experts> m_experts;
    QSpinBox* m_count;
    std::vector<QWidget*> m_ofExperts;
};

/// A training.
class TrainingForm final : public FieldForm {
    Q_OBJECT
public:
    explicit TrainingForm(QWidget* parent);
    void take(const model::TrainingJob& job);
    [[nodiscard]] model::TrainingJob applied(model::TrainingJob job) const;

private:
    Numbers<model::TrainingJob> m_numbers;
    QSpinBox* m_gigatokens;
    QComboBox *m_precision, *m_sharding, *m_recompute;
};

/// Serving.
class ServingForm final : public FieldForm {
    Q_OBJECT
public:
    explicit ServingForm(QWidget* parent);
    void take(const model::ServingJob& job);
    [[nodiscard]] model::ServingJob applied(model::ServingJob job) const;

private:
    Numbers<model::ServingJob> m_numbers;
    QSpinBox *m_concurrency, *m_firstTokenGoal, *m_tokenGoal;
    QComboBox *m_precision, *m_engine;
};

} // namespace colonnade::ui
