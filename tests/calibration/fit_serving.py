#!/usr/bin/python3
"""Fits the constants of serving on published runs, and judges them on runs that were left out.

usage: fit_serving.py [RUNS.yaml] [--cross row|model|part|version] [--write]

RUNS.yaml has the shape of tests/data/serving-runs.yaml, which is read where none is named. The loss is the mean of
|estimate / measured - 1|, made smooth near 0 and levelled off for runs that nothing explains (first without levelling, in
logarithms), with a pull to the values of the literature: its strength is the prior's standard deviation beside each
constant. A release's three factors pull to 1, so that one with few runs stays near its engine.
--cross leaves out a quarter of the runs, or whole models, parts or releases, and prints the errors on those;
--cross row also sets the bands. --write puts the constants into resources/calibration/serving.yaml and
model/performance/serving/ServingConstants.cpp.

The model is that of model/performance/serving, on arrays with one entry a run. Symbols: D columns of the runs, c constants;
tp, adp, mt, me widths of tensor, attention-by-request, expert-tensor and expert parallelism; T tokens of an iteration, B
sequences that decode, td time of a decoding iteration, t1 and tm of a prompt by itself and of one of many; odd 1: the table
prints the product of two widths; 2: the layout cannot run and is read as pools."""
import pathlib, re, sys

import numpy as np, yaml
from scipy.optimize import minimize
ROOT = pathlib.Path(__file__).resolve().parents[2]
ARGS = [a for a in sys.argv[1:] if not a.startswith('--') and a not in ('row', 'model', 'part', 'version')]
ORC = ARGS[0] if ARGS else ROOT / 'tests/data/serving-runs.yaml'
def load(path=ORC):
    d=yaml.safe_load(open(path))
    rows=[]
    for o in d['oracles']:
        if not o['kind'].startswith('serve-') or 'recalled' in o.get('confidence',''): continue
        m=o['measured']
        if 'ttft_ms' not in m and 'output_tokens_per_s' not in m: continue
        rows.append(o)
    return d,rows
def latent(m):
    a=m.get('attention','')
    r=re.match(r'MLA q_lora (\d+), kv_lora (\d+), rope (\d+), nope (\d+), v (\d+)',a)
    return [int(x) for x in r.groups()] if r else None
def build(d,rows):
    F={k:[] for k in '''inst gen prec eng ver h L nexp nden shexp attnW attnRep sc_pf sc_dc mlpW expW E k Es fe Vh kvb kvdiv winL win n P_w P_8 P_4 W mem link
      tp pp adp mt me isl osl C kind dis ptp pdp pmt pme wp wd dtp replicate model hw extr weightB attnB expB cacheB ids ttft tpot thr odd static domain ranks'''.split()}
    def add(**kw):
        for k in F:
            F[k].append(kw[k])
    for o in rows:
        hw=o['hardware']; part=max([p for p in d['hardware_peaks'] if hw.startswith(p)],key=len)
        pk=d['hardware_peaks'][part]
        m=d['models'][o['model']]
        L=m['layers'];h=m['hidden'];a=m['heads'];kv=m['kv_heads'];dh=m['head_dim'];f=m['ffn']
        g=3 if m.get('gated_mlp') else 2
        lt=latent(m); moe=m.get('moe') or {}
        nden=moe.get('dense_layers',0) if moe else L
        nexp=L-nden
        prec=o['precision']
        if 'or' in prec: prec='fp4' if part[0] in 'BG' else 'fp8'
        if prec=='fp16': prec='bf16'
        wb={'bf16':2,'fp8':1,'fp4':0.5625}[prec]
        gen='A' if part.startswith('A') else 'H' if part[0]=='H' else 'B'
        if lt:
            q,r,dr,dn,dv=lt
            attnW=q*a*(dn+dr)+r*a*(dn+dv)+a*dv*h; attnRep=h*q+h*(r+dr)
            sc_pf=2*a*(dn+dr+dv)*0.5; sc_dc=2*a*(2*r+dr); kvel=(r+dr); kvdiv=1e9
        else:
            attnW=2*h*a*dh+2*h*kv*dh; attnRep=0; sc_pf=4*a*dh*0.5; sc_dc=4*a*dh; kvel=2*kv*dh; kvdiv=kv
        win=128 if 'sliding' in m.get('attention','') else 0
        winL=L/2 if win else 0
        ab=wb
        if prec=='fp4' and moe: ab=2.0 if win else (2.0 if lt else wb)
        if win: ab=2.0
        eb=wb
        if win: eb=0.5625
        cb=2.0 if prec=='bf16' else 1.0
        w=o.get('workload') or {}
        isl=w.get('isl');osl=w.get('osl')
        if isl is None:
            isl,osl={'llama2-70b':(300,294),'llama3-8b':(778,128),'deepseek-v3':(800,3880)}[o['model']]
        p=o.get('parallelism') or {}
        dis='prefill' in p
        q=p.get('decode',p)
        dom=72 if part.startswith('GB') else 8
        def lay(q,n):
            tp=q.get('tp') or 1;pp=q.get('pp') or 1;adp=q.get('attention_dp') or 1
            mt=q.get('moe_tp');me=q.get('moe_ep')
            ranks=tp*pp*adp
            if mt is None: mt,me=(1,tp*adp) if adp>1 else (tp,1)
            odd=0
            fe=moe.get('expert_ffn',0)
            if not dis and moe and mt==me and mt>1 and tp*adp==mt*me:
                # product written for the group
                odd=1; ranks=mt; 
                if adp>1: adp=mt
                else: tp=mt
                mt,me=1,ranks
            return tp,pp,adp,mt,me,ranks,odd
        n=o['accelerators']
        tp,pp,adp,mt,me,ranks,odd=lay(q,n)
        if not p:
            tp={'llama2-70b':2 if gen=='H' else 1,'llama3-8b':1,'deepseek-v3':8}[o['model']]
            adp=1; ranks=tp; mt,me=tp,1
            if o['model']=='deepseek-v3': adp,tp,mt,me=8,1,1,8
        C=w.get('concurrency') or w.get('batch') or 0
        if odd: n=n//(mt*me if False else 1); 
        ptp,_,pdp,pmt,pme,pr,_=lay(p['prefill'],n) if dis else (1,1,1,1,1,1,0)
        wp=wd=1; known=0
        if dis:
            wp=p['prefill'].get('workers') or 1; wd=q.get('workers') or 1
            if q.get('workers'): known=1
            if not C: C=wd*(q.get('batch') or 1)
        else:
            wd=max(1,n//ranks) if not odd else 1
            if moe and not dis and moe.get('expert_ffn',0)/mt<128 and ranks>8: odd=2
        st=1 if w.get('batching')=='static' else 0
        if st: C=w['batch']
        k={'serve-latency':0,'serve-disagg':1,'serve-throughput':2}[o['kind']]
        eng=hw.split('/')[-1] if k<2 else 'trtllm'
        ver=(o.get('software') or ('trtllm-bench' if k==2 else eng)).strip()
        ver=ver if any(ch.isdigit() for ch in ver) or ver=='trtllm-bench' or 'dev' in ver else ver+'@'+part
        inst=1
        if k==0 and w.get('concurrency') and w.get('batch'): inst=max(1,w['concurrency']/(w['batch']*(p.get('attention_dp') or 1)))
        add(inst=inst,gen=gen,prec=prec,eng=eng,ver=ver,h=h,L=L,nexp=nexp,nden=nden,shexp=moe.get('shared',0),attnW=attnW,attnRep=attnRep,sc_pf=sc_pf,sc_dc=sc_dc,
            mlpW=g*h*f if nden else 0,expW=g*h*moe.get('expert_ffn',0),E=moe.get('experts',1) or 1,k=moe.get('top_k',0) or 0,Es=moe.get('shared',0) or 0,fe=moe.get('expert_ffn',0),
            Vh=m['vocab']*h,kvb=kvel*cb,kvdiv=kvdiv,winL=winL,win=win,n=n,P_w=pk['bf16_tflops']*1e12,P_8=pk.get('fp8_tflops',pk['bf16_tflops'])*1e12,
            P_4=pk.get('fp4_tflops',pk['bf16_tflops'])*1e12,W=pk['hbm_GBps']*1e9,mem=pk['hbm_GB']*1e9,link=pk['nvlink_GBps_per_direction']*1e9,
            tp=tp,pp=pp,adp=adp,mt=mt,me=me,isl=isl,osl=osl,C=C,kind=k,dis=dis,ptp=ptp,pdp=pdp,pmt=pmt,pme=pme,wp=wp if known else 0,wd=wd,dtp=tp,replicate=0,model=o['model'],hw=part,extr=0,
            weightB=wb,attnB=ab,expB=eb,cacheB=cb,ids=o['id'],ttft=o['measured'].get('ttft_ms',np.nan),tpot=o['measured'].get('tpot_ms',np.nan),thr=o['measured'].get('output_tokens_per_s',np.nan),odd=odd,static=st,domain=dom,ranks=ranks)
    D={}
    for k,v in F.items():
        D[k]=np.array(v) if isinstance(v[0],str) else np.array(v,float)
    return D
def pn(a,b,q=2.0): return (a**q+b**q)**(1/q)
def iteration(D,c,tp,adp,mt,me,T_p,ctx_p,B,ctx,nseq):
    """Seconds of one iteration of an instance: T_p prompt tokens with mean attended context ctx_p (full), B decodes of context ctx."""
    T=T_p+B; Ta=T/adp
    h=D['h'];W=D['W']*c['mu']
    Pw=D['P_w']*c['eta_w']; 
    def peak(bytes_):
        r=np.where(bytes_>=2,D['P_w']*c['eta_w'],np.where(bytes_>=1,D['P_8']*c['eta_8'],np.where(D['gen']=='B',D['P_4']*c['eta_4'],D['P_w']*c['eta_w'])))
        return r*c['kern']
    hasP=(T_p>0)
    wa=D['attnW']/tp+D['attnRep']
    t_attn=D['L']*pn(2*Ta*wa/peak(D['attnB']), wa*D['attnB']/W)
    wm=D['mlpW']/tp
    t_mlp=D['nden']*pn(2*Ta*wm/peak(D['weightB']), wm*D['weightB']/W)
    # experts
    E=D['E'];k=D['k']
    hit=np.maximum(E*(1-(1-k/E)**np.maximum(T*c['spread'],1e-9)),np.minimum(k,T*k))
    imb=1+c['imb']*(1-1/me)
    hr=np.minimum(E/me,hit/me*imb)
    we=D['expW']/mt
    tok=T*k/me*imb+hr*c['pad']
    t_exp=D['nexp']*pn(2*tok*we/(peak(D['expB'])*c['eta_e']), hr*we*D['expB']/(W*c['mu_e']))
    ws=D['expW']*D['Es']/np.where(adp>1,1,tp)
    t_exp=t_exp+D['nexp']*pn(2*Ta*ws/peak(D['weightB']),ws*D['weightB']/W)
    t_exp=np.where(D['nexp']>0,t_exp,0)
    full=D['L']-D['winL']
    isl=D['isl']
    pfs=D['sc_pf']/tp*T_p/adp*(full*isl+D['winL']*np.minimum(2*D['win'],isl))
    t_pf=pfs/(D['P_w']*c['eta_a'])
    kvr=D['kvb']/np.minimum(tp,D['kvdiv']); kvr=np.where(D['kvdiv']>1e8,D['kvb'],kvr)
    ctxs=(full*ctx+D['winL']*np.minimum(D['win'],ctx))
    t_kv=B/adp*ctxs*pn(kvr/(D['W']*c['mu_kv']),D['sc_dc']/tp/(D['P_w']*c['eta_d']))
    t_el=D['L']*c['passes']*2*h*Ta/W
    # collectives
    S=2*Ta*h
    lat=c['ar']*np.log2(np.maximum(tp,1))/3
    bw=D['link']*c['bw']
    t_ar=np.where(tp>1,D['L']*2*(lat+2*(tp-1)/np.maximum(tp,1)*S/bw),0)
    kk=np.minimum(k,me)
    t_a2a=np.where((adp>1)&(D['nexp']>0),D['nexp']*(2*c['ar']+3*Ta*kk*h*(1-1/np.maximum(me,1))/bw),0)
    t_head=pn(2*nseq/adp*D['Vh']/tp/peak(2+0*tp),2*D['Vh']/tp/W)
    ovl=D['L']*c['lay']+D['nexp']*c['lay_e']
    host=c['host']+(c['seq0']+np.where(D['kind']<2,c['stream'],0))*nseq/adp
    return V_(t_attn=t_attn,t_mlp=t_mlp,t_exp=t_exp,t_pf=t_pf,t_kv=t_kv,t_el=t_el,t_ar=t_ar,t_a2a=t_a2a,t_head=t_head,ovl=ovl,host=host)
def V_(**k):
    return k
def tot(x): return sum(x.values())
def predict(D,c,detail=False):
    tp,adp,mt,me=D['tp'],D['adp'],D['mt'],D['me']
    isl,osl=D['isl'],D['osl']; one=np.ones_like(isl)
    odd2=D['odd']==2
    dis=(D['dis']>0)|odd2
    ranks=np.where(D['odd']==1,tp*adp,D['ranks'])
    ctx=isl+osl/2
    def most(D,c,tp,adp,mt,me):
        wb=D['L']*(D['attnW']/tp+D['attnRep'])*D['attnB']+D['nden']*D['mlpW']/tp*D['weightB']+D['nexp']*(D['E']*D['expW']/(mt*me)*D['expB']+D['Es']*D['expW']/np.where(adp>1,1,tp)*D['weightB'])+4*D['Vh']/tp
        kvr=np.where(D['kvdiv']>1e8,D['kvb'],D['kvb']/np.minimum(tp,D['kvdiv']))
        held=D['isl']+c['held']*D['osl']; perseq=kvr*((D['L']-D['winL'])*held+D['winL']*np.minimum(D['win'],held))
        room=np.maximum(D['mem']*c['util']-wb-c['reserve'],1e8)
        return np.minimum(np.maximum(room/perseq*adp,1),c['maxb']*adp)
    def dec(B,tp,adp,mt,me): return iteration(D,c,tp,adp,mt,me,0*B,isl,B,ctx,B)
    # --- pools
    mla=D['kvdiv']>1e8
    n=D['n']
    nd=np.where(odd2,np.where(isl>=4*osl,0.5,0.8)*n,0)
    # prefill
    ptp=np.where(odd2,4,np.where(D['dis']>0,D['ptp'],tp));padp=np.where(odd2,1,np.where(D['dis']>0,D['pdp'],adp))
    pmt=np.where(odd2,1,np.where(D['dis']>0,D['pmt'],mt));pme=np.where(odd2,4,np.where(D['dis']>0,D['pme'],me))
    x=mla&dis&(ptp>1)
    padp=np.where(x,ptp*padp,padp);pme=np.where(x,ptp*1.0,pme);pmt=np.where(x,1,pmt);ptp=np.where(x,1,ptp)
    nb=np.maximum(1,np.floor(c['chunk']/isl)); pp=c['ppace']
    i1=iteration(D,c,ptp,padp,pmt,pme,isl*padp,isl,0*isl,isl,padp)
    t1=tot(i1)*pp
    tm=tot(iteration(D,c,ptp,padp,pmt,pme,isl*nb*padp,isl,0*isl,isl,nb*padp))/(nb*padp)*pp
    # --- co-located
    Cw=np.where(D['kind']==2,np.where(D['static']>0,D['C'],1e9),D['C']/np.maximum(np.where(D['dis']>0,D['wd'],D['inst']),1))
    Bm=most(D,c,tp,adp,mt,me)
    B=np.minimum(Cw,Bm)
    td=tot(dec(B,tp,adp,mt,me))
    # pools: the faster of attention by heads and by requests
    r=tp*adp
    J=np.where(dis&(mla|odd2))[0]
    if len(J):
        DJ={k:v[J] for k,v in D.items()}; cJ={k:v[J] for k,v in c.items()}
        tdJ=td[J];BJ=B[J];o2=odd2[J];rJ=(tp*adp)[J];ndJ=nd[J];oneJ=one[J]
        for width in (8,16,32):
            ok=np.where(o2,width<=ndJ+.1,width==8)
            w=np.where(o2,width,rJ)
            inst=np.where(o2,np.maximum(1,np.floor(ndJ/width)),np.maximum(DJ['wd'],1))
            Bi=DJ['C']/inst
            for mode in (0,1):
                a=w if mode else oneJ; t=oneJ if mode else w
                Bq=np.minimum(Bi,most(DJ,cJ,t,a,oneJ,w))
                tt=tot(iteration(DJ,cJ,t,a,oneJ,w*1.0,0*Bq,DJ['isl'],Bq,DJ['isl']+DJ['osl']/2,Bq))
                better=ok&((tt<tdJ)|(o2&(width==8)&(mode==0)))
                tdJ=np.where(better,tt,tdJ);BJ=np.where(better,Bq,BJ)
        td=td.copy();B=B.copy();td[J]=tdJ;B[J]=BJ
    td=np.where(dis,td*c['d_td'],td)
    inter=np.where(dis,0,c['inter']*np.maximum(np.where(D['kind']==2,B,B-1),0)/osl*tm)
    tpot=td*c['pace']+inter+np.where(D['inst']>1,c['router'],0)
    thr=B/tpot*np.maximum(1,np.floor(n/ranks))
    thr=np.where(D['static']>0,B*osl/(B*tm+osl*td*c['pace'])*np.maximum(1,np.floor(n/ranks)),thr)
    Z=osl*tpot
    N=np.minimum(Cw,Bm)
    bb=Z-tm*N; R=(-bb+np.sqrt(bb*bb+4*tm*Z))/2
    wave=(N+1)/2*tm
    over=np.maximum(Cw-Bm,0)/np.maximum(Bm,1)*Z
    t_first=(c['phost']+D['L']*(c['lay_p']+mla*c['lay_pl']))*pp+t1
    tt=t_first+c['resid']*td+(1-c['wave'])*(R-tm)+c['wave']*(wave-tm)
    tt=tt+over
    # pools: as many prompt instances as keep up unless their number is known
    Nd=np.where(D['wp']>0,D['C']/np.maximum(D['wp'],1),D['C'])
    ttd=(c['d_phost']+c['phost']+D['L']*(c['lay_p']+mla*c['lay_pl']))*pp+t1+c['d_wave']*np.maximum(Nd-1,0)**c['d_pow']*tm
    tt=np.where(dis,ttd,tt)
    if detail: return dict(tpot=tpot*1e3,ttft=tt*1e3,thr=thr,td=td*1e3,tm=tm*1e3,t1=t1*1e3,B=B,Bm=Bm,inter=inter*1e3,over=over*1e3,R=R*1e3,wave=wave*1e3,itp=i1,it=dec(B,tp,adp,mt,me))
    return tpot*1e3,tt*1e3,thr

d,rows=load(); D=build(d,rows); n=len(rows)
ENG=['trtllm','vllm','sglang']; GEN=['H','B','A']
gi=np.array([GEN.index(g) for g in D['gen']]); ei=np.array([ENG.index(g) for g in D['eng']])
# (name, group, prior, sd(log))
SPEC=[('mu','g',.75,.15),('mu_e','g',.7,.2),('mu_kv','g',.65,.25),('eta_w','g',.65,.15),('eta_8','g',.55,.2),('eta_4','g',.4,.25),('eta_e','g',.6,.3),('eta_a','g',.4,.3),('eta_d','g',.3,.5),
 ('ar','g',10e-6,.4),('bw','g',.6,.3),('imb','1',.3,.5),('pad','1',32,.7),('passes','1',8,.4),('util','1',.93,.02),
 ('lay','e',20e-6,.6),('lay_e','e',20e-6,.8),('lay_p','e',300e-6,.8),('host','e',.7e-3,.7),('seq0','1',4e-6,.7),('stream','e',8e-6,.8),('phost','e',10e-3,.8),('wave','e',.15,.7),('vwave','v',1,.8),('inter','e',1,.3),('kern','e',1,.15),
 ('d_phost','e',.1,1.),('d_wave','e',.1,1.),('d_pow','1',.8,.2),('d_td','e',.85,.25),('spread','1',.7,.4),
 ('pace','v',1,.25),('ppace','v',1,.8),('router','1',25e-3,.5),('held','1',.75,.3),('lay_pl','e',1e-3,.8)]
FIX=dict(resid=.5,chunk=8192,reserve=4e9,maxb=2048,mu_e=None)
VERS=sorted(set(D['ver'])); vi=np.array([VERS.index(v) for v in D['ver']])
GR={'1':(np.zeros(n,int),1),'g':(gi,3),'e':(ei,3),'v':(vi,len(VERS))}
off=[];k=0
for s in SPEC: off.append(k); k+=GR[s[1]][1]
NP=k
def consts(x,idx=None):
    c={}
    for s,o in zip(SPEC,off):
        g=GR[s[1]][0]
        if idx is not None: g=g[idx]
        c[s[0]]=s[2]*np.exp(x[o+g])
    c['wave']=np.minimum(c['wave']*c['vwave'],1.2);c['d_wave']=c['d_wave']*c['vwave']
    m=len(g)
    for k_,v in FIX.items():
        if v is not None: c[k_]=v*np.ones(m)
    return c
SD=np.concatenate([np.full(GR[s[1]][1],s[3]) for s in SPEC])
def sub(idx): return {k:v[idx] for k,v in D.items()}
def errs(x,idx,Dx=None):
    Dx=Dx or sub(idx)
    tp,tt,th=predict(Dx,consts(x,idx))
    return np.log(tp/Dx['tpot']),np.log(tt/Dx['ttft']),np.log(th/Dx['thr'])
WT=dict(tpot=1.,ttft=.5,thr=1.)
STAGE=[0]
def rob(e,cap=1.0):
    e=np.where(np.isnan(e),0,e)
    if STAGE[0]==0: return np.sqrt(e*e+.05**2)
    e=np.expm1(np.minimum(e,2)); a=np.sqrt(e*e+.02**2); return cap*np.tanh(a/cap)
LAM=.6
def fit(idx,x0=None,it=60,stages=(0,1)):
    Dx=sub(idx); k=Dx['kind']
    def rowloss(x):
        a,b,c_=errs(x,idx,Dx)
        return np.where(k<2,WT['tpot']*rob(a)+WT['ttft']*rob(b,1.5),WT['thr']*rob(c_))
    def loss(x): return rowloss(x).sum()+LAM*.5*np.sum((x/SD)**2)
    def grad(x):
        g=np.zeros_like(x); f0=rowloss(x); h=1e-4
        for s,o in zip(SPEC,off):
            G,m=GR[s[1]]; y=x.copy(); y[o:o+m]+=h
            g[o:o+m]=np.bincount(G[idx],(rowloss(y)-f0)/h,minlength=m)
        return g+LAM*x/SD**2
    x=np.zeros(NP) if x0 is None else x0.copy()
    for st in stages:
        STAGE[0]=st; x=minimize(loss,x,jac=grad,method='L-BFGS-B',options=dict(maxiter=it)).x
    return x
def report(x,idx,name=''):
    a,b,c_=errs(x,idx); k=D['kind'][idx]
    f=lambda e:100*np.mean(abs(np.exp(e)-1)); md=lambda e:100*np.median(abs(np.exp(e)-1))
    out=name
    if (k<2).any(): out+=' TPOT %.1f/%.1f (lat %.1f dis %.1f)'%(f(a[k<2]),md(a[k<2]),f(a[k==0]) if (k==0).any() else 0,f(a[k==1]) if (k==1).any() else 0)+' TTFT %.1f/%.1f (lat %.1f dis %.1f)'%(f(b[k<2]),md(b[k<2]),f(b[k==0]) if (k==0).any() else 0,f(b[k==1]) if (k==1).any() else 0)
    if (k==2).any(): out+=' THR %.1f/%.1f'%(f(c_[k==2]),md(c_[k==2]))
    print(out,flush=True)

def write(x,E_):
    P={}
    for s,o in zip(SPEC,off):
        G=s[1]; nm={'1':[''],'g':GEN,'e':ENG,'v':VERS}[G]
        P[s[0]]={k:float('%.3g'%(s[2]*np.exp(x[o+i]))) for i,k in enumerate(nm)}

    k=D['kind']; pooled=(k==1)|((k==0)&(D['odd']==2))
    def band(e,mask):
        r=np.exp(-e[mask]); r=np.sort(r[~np.isnan(r)]); m=len(r); need=int(np.ceil(.8*m)); best=min(range(m-need+1),key=lambda i:r[i+need-1]-r[i])
        return dict(mean=round(float(np.mean(abs(np.exp(e[mask])-1))),3),low=round(float(min(r[best],1)),3),high=round(float(max(1,r[best+need-1])),3))
    bands=dict(token=band(E_[0],(k<2)&~pooled),first_token=band(E_[1],(k<2)&~pooled),throughput=band(E_[2],k==2),pooled_token=band(E_[0],pooled),pooled_first_token=band(E_[1],pooled))
    print(bands)
    GN={'A':('Ampere',[]),'H':('Hopper',['h100','h200','h800','h20','gh200']),'B':('Blackwell',['b200','b300'])}
    def part(g):
        return [('memory','weightMemory','mu'),('expert_memory','expertMemory','mu_e'),('cache_memory','cacheMemory','mu_kv'),('wide','wide','eta_w'),('fp8','fp8','eta_8'),('fp4','fp4','eta_4'),('experts','experts','eta_e'),('attention','attention','eta_a'),('cache_compute','cacheCompute','eta_d'),('reduce_s','reduce','ar'),('link','link','bw')]
    eng=[('layer_s','layer','lay'),('expert_layer_s','expertLayer','lay_e'),('prompt_layer_s','promptLayer','lay_p'),('latent_prompt_layer_s','latentPromptLayer','lay_pl'),('iteration_s','iteration','host'),('stream_s','stream','stream'),('prompt_s','prompt','phost'),('wave','wave','wave'),('interference','interference','inter'),('kernels','kernels','kern'),('pool_start_s','poolStart','d_phost'),('pool_wave','poolWave','d_wave'),('pool_pace','poolPace','d_td')]
    com=[('imbalance','imbalance',P['imb']['']),('expert_padding','expertPadding',P['pad']['']),('spread','spread',P['spread']['']),('passes','passes',P['passes']['']),('memory_used','memoryUsed',P['util']['']),('reserve_bytes','reserve',4e9),('held','held',P['held']['']),('sequences','sequences',2048),('chunk','chunk',8192),('sampling_s','sampling',P['seq0']['']),('pool_growth','poolGrowth',P['d_pow'][''])]
    def num(v): 
        return repr(int(v)) if float(v).is_integer() else repr(float(v))
    def rel(v):
        if '@' in v: e,p=v.split('@'); return e,'',p
        if v=='trtllm-bench': return 'trtllm','offline',''
        e,ver=v.split(' ',1); return e,ver,''
    y=['format: 1','source: "NVIDIA AIConfigurator silicon measurements (Apache-2.0), TensorRT-LLM 0.5.0 and 1.0 performance overviews, MLPerf inference 4.1 and 5.1: the published runs of tests/data/serving-runs.yaml"','fitted_by: "tests/calibration/fit_serving.py"','common:']
    for a,b,v in com: y.append('  %s: %s'%(a,num(v)))
    y.append('errors:')
    for a,b in bands.items(): y+=['  %s:'%a]+['    %s: %s'%(q,num(w)) for q,w in b.items()]
    y.append('parts:')
    for g in 'AHB':
        y.append('  - name: "%s"'%GN[g][0]); y.append('    marks: [%s]'%', '.join(GN[g][1]))
        for a,b,c_ in part(g): y.append('    %s: %s'%(a,num(P[c_][g])))
    y.append('engines:')
    for e in ENG:
        y.append('  - name: %s'%e)
        for a,b,c_ in eng: y.append('    %s: %s'%(a,num(P[c_][e])))
    y.append('releases:')
    for v in VERS:
        e,ver,p=rel(v); y.append('  - engine: %s'%e); y.append('    version: "%s"'%ver)
        if p: y.append('    part: "%s"'%p)
        y+=['    pace: %s'%num(P['pace'][v]),'    prompt_pace: %s'%num(P['ppace'][v]),'    wave: %s'%num(P['vwave'][v]),'    runs: %d'%sum(D['ver']==v)]+(['    router_s: %s'%num(P['router'][''])] if v=='trtllm 1.3.0rc1' else [])
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
        c.append('    all.engines[%d] = {'%i+',\n                      '.join('.%s = %s'%(b,ty(b,P[q][e])) for a,b,q in eng)+'};')
    EN={'trtllm':'TensorRtLlm','vllm':'Vllm','sglang':'Sglang'}
    c.append('    all.releases = {')
    for v in VERS:
        e,ver,p=rel(v); c.append('        {%s, "%s", "%s", %s, %s, %s, Seconds{%s}},'%(EN[e],ver,p,num(P['pace'][v]),num(P['ppace'][v]),num(P['vwave'][v]),num(P['router']['']) if v=='trtllm 1.3.0rc1' else '0'))
    c+=['    };','    return all;','}','','} // namespace','','const ServingCalibration& ServingCalibration::builtIn()','{','    static const ServingCalibration all = made();','    return all;','}','','} // namespace colonnade::model']
    (ROOT / 'model/performance/serving/ServingConstants.cpp').write_text('\n'.join(c)+'\n')

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
    f = lambda e: 100 * np.nanmean(abs(np.exp(e) - 1)); md = lambda e: 100 * np.nanmedian(abs(np.exp(e) - 1))
    k = D['kind']
    print('left out by', kind, 'TPOT %.1f/%.1f TTFT %.1f/%.1f throughput %.1f/%.1f (mean/median %%)' % (
        f(E[0][k < 2]), md(E[0][k < 2]), f(E[1][k < 2]), md(E[1][k < 2]), f(E[2][k == 2]), md(E[2][k == 2])), flush=True)
    return E

if __name__ == '__main__':
    if '--cross' in sys.argv and '--write' not in sys.argv:
        cross(sys.argv[sys.argv.index('--cross') + 1]); sys.exit()
    x = fit(np.arange(n), it=150)
    for s, o in zip(SPEC, off):
        for i in range(GR[s[1]][1]): x[o + i] = np.log(float('%.3g' % (s[2] * np.exp(x[o + i]))) / s[2])
    report(x, np.arange(n), 'all runs, those included on which it was fitted:')
    if '--write' in sys.argv:
        write(x, cross('row'))
