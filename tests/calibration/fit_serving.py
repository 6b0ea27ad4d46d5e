#!/usr/bin/python3
"""Fits the constants of serving on published runs, and judges them on runs that were left out.

usage: fit_serving.py [RUNS.yaml] [--cross row|model|part|version] [--write]

RUNS.yaml has the shape of tests/data/serving-runs.yaml, which is read where none is named. The loss is the mean of
|estimate / measured - 1|, made smooth near 0 and levelled off for runs that nothing explains (first levelled off
later, in logarithms), with a pull to the values of the literature: its strength is the prior's standard deviation beside each
constant. A release's three factors pull to 1, and so does that of a release on one kind of model, so that one with few runs
stays near its engine; and so do the two of an engine's kernels for one family of models, precision and generation of parts,
which carry over from release to release.
--cross leaves out a quarter of the runs, or whole models, parts or releases, and prints the errors on those;
--cross row also sets the bands. --write puts the constants into resources/calibration/serving.yaml and
model/performance/serving/ServingConstants.cpp.

The model is in serving_model.py."""
import pathlib, sys

import numpy as np
from scipy.optimize import minimize

from serving_model import build, load, predict
ROOT = pathlib.Path(__file__).resolve().parents[2]
ARGS = [a for a in sys.argv[1:] if not a.startswith('--') and a not in ('row', 'model', 'part', 'version')]
ORC = ARGS[0] if ARGS else ROOT / 'tests/data/serving-runs.yaml'

d,rows=load(ORC); D=build(d,rows); n=len(rows)
ENG=['trtllm','vllm','sglang']; GEN=['H','B','A']
gi=np.array([GEN.index(g) for g in D['gen']]); ei=np.array([ENG.index(g) for g in D['eng']])
# (name, group, prior, sd(log))
SPEC=[('mu','g',.75,.15),('mu_e','g',.7,.2),('mu_kv','g',.65,.25),('eta_w','g',.65,.15),('eta_8','g',.55,.2),('eta_4','g',.4,.25),('eta_e','g',.6,.3),('eta_a','g',.4,.3),('eta_d','g',.3,.5),
 ('ar','g',10e-6,.4),('bw','g',.6,.3),('imb','1',.3,.5),('pad','1',32,.7),('passes','1',8,.4),('util','1',.93,.02),
 ('lay','e',20e-6,.6),('lay_e','e',20e-6,.8),('lay_p','e',300e-6,.8),('host','e',.7e-3,.7),('seq0','1',4e-6,.7),('stream','e',8e-6,.8),('phost','e',10e-3,.8),('wave','e',.15,.7),('vwave','v',1,.8),('inter','e',1,.3),('kern','e',1,.15),
 ('d_phost','e',.1,1.),('d_wave','e',.1,1.),('d_pow','1',.8,.2),('d_td','e',.85,.25),('spread','1',.7,.4),
 ('pace','v',1,.25),('ppace','v',1,.8),('pace_k','k',1,.2),('pace_m','m',1,.2),('ppace_m','m',1,.5),('router','1',25e-3,.5),('held','1',.75,.3),('lay_pl','e',1e-3,.8)]
FIX=dict(resid=.5,chunk=8192,reserve=4e9,maxb=2048,mu_e=None)
VERS=sorted(set(D['ver'])); vi=np.array([VERS.index(v) for v in D['ver']])
KIND=np.where(D['nexp']>0,np.where(D['kvdiv']>1e8,'latent','experts'),'dense')
SPLIT=D['L']*D['attnW']+D['nden']*D['mlpW']
FAMILY=np.where(D['win']>0,'windowed',np.where((KIND=='dense')&(SPLIT<15e9),'small',KIND))
KERNELS=list(zip(D['eng'],FAMILY,D['prec'],D['gen']))
# Where fewer than three runs tell of kernels, these are as their engine's are: the last group stays at 1.
MS=sorted(m for m in set(KERNELS) if KERNELS.count(m)>=3); mi=np.array([MS.index(v) if v in MS else len(MS) for v in KERNELS])
VKS=sorted(set(zip(D['ver'],KIND))); ki=np.array([VKS.index(v) for v in zip(D['ver'],KIND)])
GR={'m':(mi,len(MS)+1),'k':(ki,len(VKS)),'1':(np.zeros(n,int),1),'g':(gi,3),'e':(ei,3),'v':(vi,len(VERS))}
off=[];k=0
for s in SPEC: off.append(k); k+=GR[s[1]][1]
NP=k
def consts(x,idx=None,seg=None):
    """The constants of each run of `idx`; `seg` names the one that is moved by a hair in each entry, for slopes."""
    c={}
    for j,(s,o) in enumerate(zip(SPEC,off)):
        g=GR[s[1]][0]
        if idx is not None: g=g[idx]
        moved=x[o+g]+(0 if seg is None else HAIR*(seg==j))
        c[s[0]]=s[2]*np.exp(np.where(g<len(MS),moved,0) if s[1]=='m' else moved)
    c['pace']=c['pace']*c['pace_k']*c['pace_m']; c['ppace']=c['ppace']*c['ppace_m']
    c['wave']=np.minimum(c['wave']*c['vwave'],1.2);c['d_wave']=c['d_wave']*c['vwave']
    for k_,v in FIX.items():
        if v is not None: c[k_]=v*np.ones(len(g))
    return c
HAIR=1e-4
SD=np.concatenate([np.full(GR[s[1]][1],s[3]) for s in SPEC])
def sub(idx): return {k:v[idx] for k,v in D.items()}
def errs(x,idx,Dx=None,seg=None):
    Dx=Dx or sub(idx)
    tp,tt,th=predict(Dx,consts(x,idx,seg))
    return np.log(tp/Dx['tpot']),np.log(tt/Dx['ttft']),np.log(th/Dx['thr'])
WT=dict(tpot=1.,ttft=.5,thr=1.)
STAGE=[0]
def rob(e,cap=1.0):
    e=np.where(np.isnan(e),0,e)
    if STAGE[0]==0: a=np.sqrt(e*e+.05**2); return 2*np.tanh(a/2)
    e=np.expm1(np.minimum(e,2)); a=np.sqrt(e*e+.02**2); return cap*np.tanh(a/cap)
LAM=.6
def fit(idx,it=60):
    """The loss and its slopes come from one call: the runs once as they are, and once for each moved constant."""
    M=len(SPEC); r=len(idx); many=np.tile(idx,M+1); seg=np.repeat(np.arange(M+1),r); Dm=sub(many); k=Dm['kind']
    def loss(x):
        a,b,c_=errs(x,many,Dm,seg)
        L=np.where(k<2,WT['tpot']*rob(a)+WT['ttft']*rob(b,1.5),WT['thr']*rob(c_)).reshape(M+1,r)
        g=np.zeros_like(x)
        for j,(s,o) in enumerate(zip(SPEC,off)):
            G,m=GR[s[1]]
            g[o:o+m]=np.bincount(G[idx],(L[j]-L[M])/HAIR,minlength=m)
        return L[M].sum()+LAM*.5*np.sum((x/SD)**2),g+LAM*x/SD**2
    x=np.zeros(NP)
    for st in (0,1):
        STAGE[0]=st; x=minimize(loss,x,jac=True,method='L-BFGS-B',options=dict(maxiter=it)).x
    return x
def report(name,E):
    """Mean/median error in percent: of all runs, then beside prompts, of pools of known and of unknown size, and of wide ones."""
    k=D['kind']; odd=D['odd']==2; pools=D['dis']>0
    groups=dict(all=k<2,beside=(k==0)&~odd,known=pools&(D['wp']>0),unknown=pools&(D['wp']==0),wide=(k==0)&odd)
    f=lambda e: '%.1f/%.1f'%(100*np.nanmean(abs(np.exp(e)-1)),100*np.nanmedian(abs(np.exp(e)-1)))
    for figure,e in (('TPOT',E[0]),('TTFT',E[1])):
        print(name,figure,', '.join('%s %s'%(g,f(e[m])) for g,m in groups.items()),flush=True)
    print(name,'throughput',f(E[2][k==2]),flush=True)

def write(x,E_):
    P={}
    for s,o in zip(SPEC,off):
        G=s[1]; nm={'1':[''],'g':GEN,'e':ENG,'v':VERS,'k':VKS,'m':MS+[None]}[G]
        P[s[0]]={k:float('%.3g'%(s[2]*np.exp(x[o+i]))) for i,k in enumerate(nm)}

    k=D['kind']; pooled=(k==1)|((k==0)&(D['odd']==2))
    def band(e,mask,share=.8):
        r=np.exp(-e[mask]); r=np.sort(r[~np.isnan(r)]); m=len(r); need=int(np.ceil(share*m)); best=min(range(m-need+1),key=lambda i:r[i+need-1]-r[i])
        return dict(mean=round(float(np.mean(abs(np.exp(e[mask])-1))),3),low=round(float(min(r[best],1)),3),high=round(float(max(1,r[best+need-1])),3))
    bands=dict(token=band(E_[0],(k<2)&~pooled),first_token=band(E_[1],(k<2)&~pooled),throughput=band(E_[2],k==2),pooled_token=band(E_[0],pooled),pooled_first_token=band(E_[1],pooled))
    # Of first tokens, whose errors have a long tail: of the runs left out 77 %, so that it is 80 % of all and the band about twice
    # the mean error.
    bands.update({e:band(E_[1],(k<2)&~pooled&(D['eng']==e),.74) for e in ENG})
    FITTED[0]=x; banded(bands)
    GN={'A':('Ampere',[]),'H':('Hopper',['h100','h200','h800','h20','gh200']),'B':('Blackwell',['b200','b300'])}
    def part(g):
        return [('memory','weightMemory','mu'),('expert_memory','expertMemory','mu_e'),('cache_memory','cacheMemory','mu_kv'),('wide','wide','eta_w'),('fp8','fp8','eta_8'),('fp4','fp4','eta_4'),('experts','experts','eta_e'),('attention','attention','eta_a'),('cache_compute','cacheCompute','eta_d'),('reduce_s','reduce','ar'),('link','link','bw')]
    eng=[('layer_s','layer','lay'),('expert_layer_s','expertLayer','lay_e'),('prompt_layer_s','promptLayer','lay_p'),('latent_prompt_layer_s','latentPromptLayer','lay_pl'),('iteration_s','iteration','host'),('stream_s','stream','stream'),('prompt_s','prompt','phost'),('wave','wave','wave'),('interference','interference','inter'),('kernels','kernels','kern'),('pool_start_s','poolStart','d_phost'),('pool_wave','poolWave','d_wave'),('pool_pace','poolPace','d_td')]
    com=[('imbalance','imbalance',P['imb']['']),('expert_padding','expertPadding',P['pad']['']),('spread','spread',P['spread']['']),('passes','passes',P['passes']['']),('memory_used','memoryUsed',P['util']['']),('reserve_bytes','reserve',4e9),('held','held',P['held']['']),('sequences','sequences',2048),('chunk','chunk',8192),('sampling_s','sampling',P['seq0']['']),('pool_growth','poolGrowth',P['d_pow'][''])]
    MIX=lambda e: 'false' if e=='sglang' else 'true'
    def num(v): 
        return repr(int(v)) if float(v).is_integer() else repr(float(v))
    def rel(v):
        if '@' in v: e,p=v.split('@'); return e,'',p
        if v=='trtllm-bench': return 'trtllm','offline',''
        e,ver=v.split(' ',1); return e,ver,''
    y=['format: 1','source: "NVIDIA AIConfigurator silicon measurements (Apache-2.0), TensorRT-LLM 0.5.0 and 1.0 performance overviews, MLPerf inference 4.1 and 5.1: the published runs of tests/data/serving-runs.yaml"','fitted_by: "tests/calibration/fit_serving.py"','common:']
    for a,b,v in com: y.append('  %s: %s'%(a,num(v)))
    y.append('errors:')
    for a,b in bands.items():
        if a not in ENG: y+=['  %s:'%a]+['    %s: %s'%(q,num(w)) for q,w in b.items()]
    y.append('parts:')
    for g in 'AHB':
        y.append('  - name: "%s"'%GN[g][0]); y.append('    marks: [%s]'%', '.join(GN[g][1]))
        for a,b,c_ in part(g): y.append('    %s: %s'%(a,num(P[c_][g])))
    y.append('engines:')
    for e in ENG:
        y.append('  - name: %s'%e)
        y.append('    mixes: %s'%MIX(e))
        for a,b,c_ in eng: y.append('    %s: %s'%(a,num(P[c_][e])))
        y+=['    first_token:']+['      %s: %s'%(q,num(w)) for q,w in bands[e].items()]
    y.append('releases:')
    # of each release what holds on any kind of model, then on each that it was measured with
    every=[(v,kind,*(P[q][v]*(P[f][(v,kind)] if kind and f else 1) for q,f in (('pace','pace_k'),('ppace',None),('vwave',None))))
           for v in VERS for kind in [None]+[q for w,q in VKS if w==v]]
    every=[(v,kind,*(float('%.5g'%z) for z in zs)) for v,kind,*zs in every]
    router=lambda v: P['router'][''] if v=='trtllm 1.3.0rc1' else 0
    for v,kind,*zs in every:
        e,ver,p=rel(v); y.append('  - engine: %s'%e); y.append('    version: "%s"'%ver)
        if p: y.append('    part: "%s"'%p)
        if kind: y.append('    kind: %s'%kind)
        y+=['    %s: %s'%(key,num(z)) for key,z in zip(('pace','prompt_pace','wave'),zs)]
        y.append('    runs: %d'%sum((D['ver']==v)&((KIND==kind) if kind else True)))
        if router(v): y.append('    router_s: %s'%num(router(v)))
    y.append('kernels:')
    bits={'bf16':16,'fp8':8,'fp4':4}
    kernels=[(*m,P['pace_m'][m],P['ppace_m'][m]) for m in MS]
    for m,(e,family,prec,g,*zs) in zip(MS,kernels):
        y+=['  - engine: %s'%e,'    family: %s'%family,'    bits: %d'%bits[prec],'    part: "%s"'%GN[g][0]]
        y+=['    %s: %s'%(key,num(z)) for key,z in zip(('pace','prompt_pace'),zs)]+['    runs: %d'%sum(mi==MS.index(m))]
    y.append('...')
    (ROOT / 'resources/calibration/serving.yaml').write_text('\n'.join(y)+'\n')
    c=['// Written by tests/calibration/fit_serving.py: the numbers of resources/calibration/serving.yaml, which a test compares.','#include "model/performance/serving/ServingCalibration.h"','','namespace colonnade::model {','','namespace {','','ServingCalibration made()','{','    using enum ServingEngine;','    ServingCalibration all;']
    ty=lambda f,v: ('Seconds{%s}'%num(v) if f in('reduce','layer','expertLayer','promptLayer','latentPromptLayer','iteration','stream','prompt','poolStart','sampling','router') else 'Bytes{%s}'%num(v) if f=='reserve' else num(v))
    for a,b,v in com: c.append('    all.%s = %s;'%(b,ty(b,v)))
    for a,f in (('token','token'),('first_token','firstToken'),('throughput','throughput'),('pooled_token','pooledToken'),('pooled_first_token','pooledFirstToken')):
        b=bands[a]; c.append('    all.%s = {.mean = %s, .low = %s, .high = %s};'%(f,num(b['mean']),num(b['low']),num(b['high'])))
    c.append('    all.parts = {')
    for g in 'AHB':
        c.append('        {.name = "%s",\n         .marks = {%s},\n         '%(GN[g][0],', '.join('"%s"'%m for m in GN[g][1]))+',\n         '.join('.%s = %s'%(b,ty(b,P[q][g])) for a,b,q in part(g))+'},')
    c.append('    };')
    for i,e in enumerate(ENG):
        c.append('    all.engines[%d] = {'%i+',\n                      '.join(['.%s = %s'%(f,ty(f,P[q][e])) for a,f,q in eng[:8]]+['.mixes = %s'%MIX(e)]+['.%s = %s'%(f,ty(f,P[q][e])) for a,f,q in eng[8:]]+['.firstToken = {.mean = %s, .low = %s, .high = %s}'%tuple(num(bands[e][q]) for q in ('mean','low','high'))])+'};')
    EN={'trtllm':'TensorRtLlm','vllm':'Vllm','sglang':'Sglang'}
    c.append('    all.releases = {')
    for v,kind,*zs in every:
        e,ver,p=rel(v); c.append('        {%s, ServedKind::%s, "%s", "%s", %s, Seconds{%s}},'%(EN[e],(kind or 'any').title(),ver,p,', '.join(map(num,zs)),num(router(v))))
    c+=['    };','    all.kernels = {']
    for e,family,prec,g,*zs in kernels: c.append('        {%s, ServedFamily::%s, %d, "%s", %s},'%(EN[e],family.title(),bits[prec],GN[g][0],', '.join(map(num,zs))))
    c+=['    };','    return all;','}','','} // namespace','','const ServingCalibration& ServingCalibration::builtIn()','{','    static const ServingCalibration all = made();','    return all;','}','','} // namespace colonnade::model']
    (ROOT / 'model/performance/serving/ServingConstants.cpp').write_text('\n'.join(c)+'\n')

def banded(bands):
    """Share of the runs in their band, and its median half width over the mean error, as the program answers for all runs."""
    tp,tt,th=predict(D,consts(FITTED[0])); k=D['kind']; pooled=(k==1)|((k==0)&(D['odd']==2))
    for name,est,meas,mask,keys in (('TPOT',tp,D['tpot'],k<2,('token','pooled_token')),('TTFT',tt,D['ttft'],k<2,('first_token','pooled_first_token')),('throughput',th,D['thr'],k==2,('throughput','throughput'))):
        mask=mask&~np.isnan(meas)
        beside=lambda q: np.array([bands[e][q] for e in D['eng']]) if name=='TTFT' else bands[keys[0]][q]
        low,high=(np.where(pooled,bands[keys[1]][q],beside(q)) for q in ('low','high'))
        inside=(meas>=est*low)&(meas<=est*high)
        print('%s in band %.0f %%, half width %.2f x mean error'%(name,100*inside[mask].mean(),np.median((high-low)[mask])/2/np.mean(abs(est/meas-1)[mask])))
FITTED=[None]

def groups_of(kind):
    if kind == 'row':
        folds = np.random.RandomState(1).permutation(n) % 4
        first = {}
        for i in range(n):  # the same measurement printed twice is left out together
            folds[i] = first.setdefault((D['model'][i], D['hw'][i], str(D['ttft'][i]), str(D['thr'][i])), folds[i])
        return folds
    names = {'model': D['model'], 'part': D['hw'], 'version': D['ver']}[kind]
    order = sorted(set(names))
    return np.array([order.index(v) % (6 if kind == 'version' else n) for v in names])

def cross(kind):
    groups = groups_of(kind); E = [np.full(n, np.nan) for _ in range(3)]
    for g in sorted(set(groups)):
        test = np.where(groups == g)[0]
        x = fit(np.where(groups != g)[0])
        for kept, e in zip(E, errs(x, test)): kept[test] = e
    report('left out by '+kind, E)
    return E

if __name__ == '__main__':
    if '--cross' in sys.argv and '--write' not in sys.argv:
        cross(sys.argv[sys.argv.index('--cross') + 1]); sys.exit()
    x = fit(np.arange(n), it=150)
    for s, o in zip(SPEC, off):
        for i in range(GR[s[1]][1]): x[o + i] = np.log(float('%.3g' % (s[2] * np.exp(x[o + i]))) / s[2])
    report('fitted', errs(x, np.arange(n)))
    if '--write' in sys.argv:
        write(x, cross('row'))
