#include "ui/workbench/ModelForm.h"

#include "model/exchange/WorkloadReader.h"
#include "ui/document/Words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

namespace colonnade::ui {

namespace {

using Shape = model::TransformerModel;

/// What the fields of experts start from.
model::Experts usualExperts(const Shape& shape)
{
    return {0, 1, 0, std::max(1, shape.mlpWidth), 0};
}

/// What the fields of latent attention start from: the sizes of DeepSeek-V2 and V3.
model::LatentAttention usualLatent(const Shape&)
{
    return {.queryRank = 0, .keyValueRank = 0, .ropeSize = 64, .plainSize = 128, .valueSize = 128};
}

} // namespace

ModelForm::ModelForm(QWidget* parent) : FieldForm(parent)
{
    addLibrary();
    addShape();
    addExperts();
    addFurther();
    showRows();
}

void ModelForm::addLibrary()
{
    m_model = new QComboBox(this);
    m_model->setObjectName(QStringLiteral("workload-model"));
    m_model->addItem(tr("As below"));
    if (const auto shipped = model::shippedWorkloads()) {
        for (const model::Workload& workload : *shipped) {
            const bool known = std::any_of(m_models.begin(), m_models.end(), [&](const auto& other) { return other.name == workload.model.name; });
            if (known)
                continue;
            m_models.push_back(workload.model);
            m_model->addItem(words(workload.model.name));
        }
    }
    // Typing seeks among the names; what is none of them goes again.
    m_model->setEditable(true);
    m_model->setInsertPolicy(QComboBox::NoInsert);
    m_model->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_model->completer()->setFilterMode(Qt::MatchContains);
    m_model->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    m_model->setToolTip(tr("A shipped model, whose shape the fields take; type a part of its name to find it"));
    connect(m_model->lineEdit(), &QLineEdit::editingFinished, this, [this] { m_model->setEditText(m_model->itemText(m_model->currentIndex())); });
    m_form->addRow(tr("Model"), m_model);
    auto* import = new QPushButton(tr("Take from config.json…"), this);
    import->setObjectName(QStringLiteral("workload-import"));
    import->setToolTip(tr("The shape of a model as the Hugging Face hub describes it"));
    m_form->addRow(QString(), import);
    connect(import, &QPushButton::clicked, this, &ModelForm::importAsked);
    connect(m_model, &QComboBox::activated, this, [this](int index) {
        if (index > 0)
            emit modelChosen(m_models[static_cast<std::size_t>(index) - 1]);
    });
}

void ModelForm::addShape()
{
    m_fields.add(number({"shape-layers", tr("Layers"), tr("Transformer layers, without embedding and output head")}, 1), &Shape::layers);
    m_fields.add(number({"shape-hidden", tr("Hidden size"), tr("Width of the stream between layers, in elements")}, 1), &Shape::hidden);
    m_fields.add(number({"shape-heads", tr("Heads"), tr("Query heads of the attention of a layer")}, 1), &Shape::heads);
    m_fields.add(number({"shape-kv-heads", tr("Key and value heads"), tr("As many as heads without grouped queries; a divisor of them with")}, 1),
                 &Shape::keyValueHeads);
    m_fields.add(number({"shape-head-size", tr("Head size"), tr("Elements of one head")}, 1), &Shape::headSize);
    m_fields.add(number({"shape-mlp", tr("MLP width"), tr("Inner width of the feed-forward part of a dense layer, in elements")}, 1), &Shape::mlpWidth);
    m_fields.add(number({"shape-vocabulary", tr("Vocabulary"), tr("Rows of the embedding, in tokens")}, 1), &Shape::vocabulary);
}

void ModelForm::addExperts()
{
    auto* count = number({"shape-experts", tr("Experts of a layer"), tr("Among which a router picks a few for each token")}, 0, {}, tr("dense"));
    m_fields.add(count, [](const Shape& shape) { return shape.experts ? shape.experts->count : 0; },
                 [](Shape& shape, int now) {
                     if (now == 0)
                         return shape.experts.reset();
                     if (!shape.experts)
                         shape.experts = usualExperts(shape);
                     shape.experts->count = now;
                 });
    const auto any = [count] { return count->value() > 0; };
    const auto add = [this](QSpinBox* box, int model::Experts::*member) {
        m_fields.addOf([](Shape& shape) { return shape.experts ? &*shape.experts : nullptr; }, usualExperts, box, member);
    };
    add(number({"shape-per-token", tr("Experts per token"), tr("Routed ones that compute a token"), any}, 1), &model::Experts::perToken);
    add(number({"shape-shared", tr("Shared experts"), tr("That see every token"), any}, 0), &model::Experts::shared);
    add(number({"shape-expert-width", tr("Width of an expert"), tr("Inner width of one expert, in elements; a shared one is as wide"), any}, 1),
        &model::Experts::width);
    add(number({"shape-dense-layers", tr("Dense layers first"), tr("Layers in front that have a plain MLP instead of experts"), any}, 0),
        &model::Experts::denseLayers);
    add(number({"shape-node-limit", tr("Nodes per token"), tr("Nodes whose experts the router may choose for one token (DeepSeek-V3: 4)"), any}, 0, {}, tr("no limit")),
        &model::Experts::nodeLimit);
}

void ModelForm::addFurther()
{
    part("shape-further", tr("Attention and head"), tr("What sets this model apart from a usual one with full attention"));
    auto* window = number({"shape-window", tr("Sliding window"), tr("Tokens before it that a token sees, in the layers that have a window")}, 0, tr("tokens"),
                          tr("none"));
    m_fields.add(window, [](const Shape& shape) { return shape.window ? shape.window->tokens : 0; },
                 [](Shape& shape, int now) {
                     if (now == 0)
                         return shape.window.reset();
                     if (!shape.window)
                         shape.window.emplace();
                     shape.window->tokens = now;
                 });
    m_fields.addOf([](Shape& shape) { return shape.window ? &*shape.window : nullptr; }, [](const Shape&) { return model::SlidingWindow{}; },
                   number({"shape-window-full-every", tr("Full attention every"), tr("One layer in so many attends in full in spite of the window"),
                           [window] { return window->value() > 0; }},
                          0, tr("layers"), tr("no layer")),
                   &model::SlidingWindow::fullEvery);
    auto* latent = number({"shape-latent", tr("Latent keys and values"),
                           tr("Rank of the small vector that is kept per token in place of keys and values (multi-head latent attention)")},
                          0, tr("elements"), tr("none"));
    m_fields.add(latent, [](const Shape& shape) { return shape.latent ? shape.latent->keyValueRank : 0; },
                 [](Shape& shape, int now) {
                     if (now == 0)
                         return shape.latent.reset();
                     if (!shape.latent)
                         shape.latent = usualLatent(shape);
                     shape.latent->keyValueRank = now;
                 });
    const auto any = [latent] { return latent->value() > 0; };
    const auto add = [this](QSpinBox* box, int model::LatentAttention::*member) {
        m_fields.addOf([](Shape& shape) { return shape.latent ? &*shape.latent : nullptr; }, usualLatent, box, member);
    };
    add(number({"shape-latent-query", tr("Latent queries"), tr("Rank that queries are compressed to"), any}, 0, tr("elements"), tr("not compressed")),
        &model::LatentAttention::queryRank);
    add(number({"shape-latent-rope", tr("Rotated part"), tr("Elements of a head that carry the position"), any}, 0, tr("elements")),
        &model::LatentAttention::ropeSize);
    add(number({"shape-latent-plain", tr("Plain part"), tr("Elements of a head that carry no position"), any}, 1, tr("elements")),
        &model::LatentAttention::plainSize);
    add(number({"shape-latent-value", tr("Value size"), tr("Elements of the values of a head"), any}, 1, tr("elements")), &model::LatentAttention::valueSize);
    m_fields.add(number({"shape-prediction", tr("Prediction layers"), tr("Layers beyond the last that predict further tokens while training (MTP)")}, 0, {},
                        tr("none")),
                 &Shape::predictionLayers);
    m_fields.add(toggle({"shape-gated", tr("Gated MLP"), tr("Three matrices (SwiGLU) instead of two")}), &Shape::gatedMlp);
    m_fields.add(toggle({"shape-tied", tr("Tied head"), tr("The output head shares the weights of the embedding")}), &Shape::tiedHead);
    m_fields.add(toggle({"shape-causal", tr("Causal"), tr("A token attends to earlier ones only")}), &Shape::causal);
}

void ModelForm::take(const Shape& shape)
{
    m_fields.show(shape);
    unfold(m_fields.different(shape, Shape{}));
}

Shape ModelForm::applied(Shape shape) const
{
    m_fields.into(shape);
    return shape;
}

void ModelForm::showAsOwn()
{
    m_model->setCurrentIndex(0);
}

} // namespace colonnade::ui
